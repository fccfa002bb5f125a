import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia, type Pinia } from 'pinia'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n, setLanguage } from '@/i18n'

export function freshPinia(): Pinia {
  const pinia = createPinia()
  setActivePinia(pinia)
  setLanguage('zh')
  return pinia
}

/** Mounts into the page, with everything a component of the console finds around it. */
export function show(component: Component, props: Record<string, unknown>, pinia = freshPinia()) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/:id?', name: 'conversations', component: { render: () => null } },
      { path: '/channels/:id?', name: 'channels', component: { render: () => null } },
    ],
  })
  return mount(component, { props, global: { plugins: [pinia, i18n, router] }, attachTo: document.body })
}

export const byTestId = (id: string) => `[data-testid="${id}"]`
