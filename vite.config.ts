import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { precompress } from './server/precompress.ts'
import { ALONE } from './tests/alone.ts'

const UNIT = { globalSetup: ['tests/engines.ts'], testTimeout: 60_000, hookTimeout: 60_000 }

export default defineConfig({
  root: 'web',
  plugins: [vue(), precompress()],
  // the message compiler that needs no eval, so that the strict CSP holds
  define: { __VUE_I18N_FULL_INSTALL__: false, __VUE_I18N_LEGACY_API__: false, __INTLIFY_PROD_DEVTOOLS__: false },
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': 'http://127.0.0.1:8787', '/tiles': 'http://127.0.0.1:8787' } },
  test: {
    root: '.',
    env: { TZ: 'Asia/Shanghai' },
    // one for each core: the default leaves one of two idle
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          ...UNIT,
          name: 'unit',
          include: ['tests/{geodata,server,web,reference}/**/*.test.ts', 'tests/*.test.ts'],
          exclude: ALONE,
          isolate: false,
        },
      },
      { extends: true, test: { ...UNIT, name: 'alone', include: ALONE } },
      {
        extends: true,
        test: {
          name: 'flow',
          globalSetup: ['tests/flow/server.ts'],
          include: ['tests/flow/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
