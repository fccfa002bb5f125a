import { createRouter, createWebHashHistory } from 'vue-router'
import { useSession } from './session/store'

declare module 'vue-router' {
  interface RouteMeta {
    /** Message key of the page's name. */
    title?: string
    open?: boolean
  }
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
          path: 'bot',
          name: 'bot',
          component: () => import('./bot/GreetingPage.vue'),
          meta: { title: 'nav.bot' },
        },
        {
          path: 'menus/:account?',
          name: 'menus',
          component: () => import('./menus/MenuPage.vue'),
          meta: { title: 'nav.menus' },
        },
        {
          path: 'stats',
          name: 'stats',
          component: () => import('./stats/StatsPage.vue'),
          meta: { title: 'nav.stats' },
        },
        {
          path: 'channels/:id?',
          name: 'channels',
          component: () => import('./channels/AccountsPage.vue'),
          meta: { title: 'nav.channels' },
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
