import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import ts from 'typescript-eslint'

export default [
  { ignores: ['dist/', 'target/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  { rules: { 'no-undef': 'off' } },
  {
    files: ['src/**'],
    rules: {
      'max-lines': ['error', 300],
      // Pages change these: old libraries put their own in the place of the browser's.
      'no-restricted-properties': [
        'error',
        {
          object: 'JSON',
          property: 'stringify',
          message: 'Pages tamper with toJSON: use encode of json.ts.',
        },
        { object: 'Array', property: 'from', message: 'prototype.js replaces it: spread instead.' },
        { property: 'innerHTML', message: 'What the hub says is text.' },
        { property: 'reduce', message: 'prototype.js replaces it: use a loop.' },
      ],
    },
  },
  prettier,
]
