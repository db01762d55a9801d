import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const SERVER = 'http://127.0.0.1:4400';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  server: {
    port: 4401,
    proxy: {
      '/trpc': { target: SERVER, ws: true },
      '/telemetry': { target: SERVER, ws: true },
      '/healthz': SERVER,
      '/api': SERVER,
      '/workspace-file': SERVER,
    },
  },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // Monaco and ELK are far above the default, and load only when they are asked for.
    chunkSizeWarningLimit: 4000,
  },
});
