import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.AIZOOMDOC_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: {
    // The page needs addresses and methods from the contracts, not their validators (29 KB): the server validates.
    alias: { zod: fileURLToPath(new URL('./src/shared/api/zod-stub.ts', import.meta.url)) },
  },
  server: { port: 5173, proxy: { '/api': server, '/ws': server } },
  build: {
    target: 'es2023',
    // Data addresses would break the Content-Security-Policy for scripts and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake: {
        // Routes that the page does not call stay out of it.
        manualPureFunctions: ['defineRoute', 'z'],
        moduleSideEffects: [{ test: /[\\/]packages[\\/](contracts|client)[\\/]/, sideEffects: false }],
      },
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /node_modules[\\/](react|react-dom|scheduler|i18next|react-i18next|@tanstack[\\/](react-)?query)/,
            },
            {
              name: 'radix',
              test: /node_modules[\\/](radix-ui|@radix-ui|@floating-ui|react-remove-scroll|react-style-singleton|use-(callback-ref|sidecar)|aria-hidden)/,
            },
          ],
        },
      },
    },
  },
});
