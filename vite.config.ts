import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the console into static files. Nothing in them may point outside the server that hands them out. */
export default defineConfig({
  root: 'src/console',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined fonts and pictures would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_400,
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/api': { target: process.env.LAMPLIGHTER_URL ?? 'http://127.0.0.1:8420', ws: true },
      '/map': { target: process.env.LAMPLIGHTER_URL ?? 'http://127.0.0.1:8420' },
    },
  },
});
