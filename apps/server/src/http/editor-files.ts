/** Serves the built editor. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Pipewright</title>
<body style="font-family: sans-serif; max-width: 40rem; margin: 4rem auto">
<h1>The editor is not built</h1>
<p>The server runs, but there is no editor to serve. Stop it and run <code>npm start</code> in the
repository: it builds what is missing and starts the server again.</p>
</body>
</html>
`;

/**
 * Hashed assets are kept by browsers for good; the page itself is asked for anew each time. Every
 * other path without a file extension is the editor's own and gets the page.
 */
export function editorFiles(folder: string): RequestHandler {
  const page = join(folder, 'index.html');
  const router = Router();
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  router.use(
    express.static(folder, {
      index: false,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  router.use((request, response, next) => {
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    if (!isPage || /\.[a-z0-9]+$/i.test(request.path)) {
      next();
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    if (existsSync(page)) {
      response.sendFile(page);
    } else {
      response.status(503).type('html').send(NOT_BUILT);
    }
  });
  return router;
}
