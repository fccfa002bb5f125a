import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

const browser = Object.fromEntries(
  ['window', 'document', 'localStorage', 'navigator', 'location', 'console', 'fetch', 'WebSocket'].map(n => [
    n,
    'readonly',
  ]),
)

export default [
  { ignores: ['dist/', 'target/', 'src/api/schema.d.ts', 'src/components.d.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: ts.parser, sourceType: 'module' } },
    rules: { 'max-lines': ['error', 200] },
  },
  {
    languageOptions: { globals: browser },
    rules: { 'no-undef': 'off', 'vue/multi-word-component-names': 'off', 'vue/no-v-html': 'error' },
  },
  prettier,
]
