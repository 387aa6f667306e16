import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

// oxlint reads everything else; this one alone sees faults in templates.
export default [
  { ignores: ['dist', 'data', 'node_modules'] },
  ...vue.configs['flat/essential'],
  {
    files: ['web/**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/no-static-inline-styles': 'error',
      'vue/require-default-prop': 'off',
      'vue/no-unused-properties': 'error',
      'vue/no-unused-refs': 'error',
      'vue/no-undef-components': 'error',
    },
  },
]
