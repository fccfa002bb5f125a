import { createRouter, createWebHashHistory } from 'vue-router'
import { i18n } from './i18n'
import { useSession } from './session/store'
import { toast } from './ui/toast'

declare module 'vue-router' {
  interface RouteMeta {
    /** Message key of the page's name. */
    title?: string
    open?: boolean
  }
}

/** Pages whose code comes when they are first opened. */
const pages = {
  bot: () => import('./bot/BotPage.vue'),
  menus: () => import('./menus/MenuPage.vue'),
  audience: () => import('./audience/AudiencePage.vue'),
  stats: () => import('./stats/StatsPage.vue'),
  channels: () => import('./channels/AccountsPage.vue'),
  operations: () => import('./operations/OperationsPage.vue'),
}

/** Gets the code of all pages while nobody waits for it, so that they open at once, and while the hub is away too. */
export function fetchPages(): void {
  const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1_000))
  idle(() => void Promise.allSettled(Object.values(pages).map(page => page())))
}

/** Addresses live behind the #, so that any static server can deliver the console. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    {
      path: '/login',
      name: 'login',
      component: () => import('./session/LoginPage.vue'),
      meta: { title: 'login.title', open: true },
    },
    {
      path: '/',
      component: () => import('./shell/AppShell.vue'),
      children: [
        { path: '', redirect: { name: 'conversations' } },
        {
          path: 'conversations/:id?',
          name: 'conversations',
          component: () => import('./workbench/WorkbenchPage.vue'),
          meta: { title: 'nav.conversations' },
        },
        {
          path: 'bot/:id?',
          name: 'bot',
          component: pages.bot,
          meta: { title: 'nav.bot' },
        },
        {
          path: 'menus/:account?',
          name: 'menus',
          component: pages.menus,
          meta: { title: 'nav.menus' },
        },
        {
          path: 'audience/:tab?/:account?',
          name: 'audience',
          component: pages.audience,
          meta: { title: 'nav.audience' },
        },
        {
          path: 'stats',
          name: 'stats',
          component: pages.stats,
          meta: { title: 'nav.stats' },
        },
        {
          path: 'channels/:id?',
          name: 'channels',
          component: pages.channels,
          meta: { title: 'nav.channels' },
        },
        {
          path: 'operations',
          name: 'operations',
          component: pages.operations,
          meta: { title: 'nav.operations' },
        },
      ],
    },
    { path: '/:rest(.*)*', redirect: { name: 'conversations' } },
  ],
})

router.beforeEach(async to => {
  const session = useSession()
  if (session.state === 'unknown') await session.check()
  if (to.meta.open) return session.signedIn ? { path: '/' } : true
  // Unknown still: the hub can't be asked. The application says so in words and throws nobody out.
  return session.state === 'out'
    ? { name: 'login', query: to.path === '/' ? {} : { back: to.fullPath } }
    : true
})

// A page whose code can't be had: the hub is away, or a newer console has replaced this one's files.
router.onError(() => toast(i18n.global.t('error.page'), 'error'))
