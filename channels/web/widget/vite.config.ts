import { fileURLToPath, URL } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { 'keshu-dom': fileURLToPath(new URL('./src/dom', import.meta.url)) } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'keshu-dom', development: false } },
  build: {
    target: 'es2022',
    emptyOutDir: true,
    // One classic script: it runs under a Content Security Policy that names the hub or gives it a nonce, and one request fetches it.
    lib: { entry: 'src/main.ts', formats: ['iife'], name: 'keshuWidget', fileName: () => 'keshu.js' },
  },
  test: { environment: 'happy-dom', include: ['test/**/*.test.{ts,tsx}'] },
})
