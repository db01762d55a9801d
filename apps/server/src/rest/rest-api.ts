/** Serves the table of operations: routes, the OpenAPI document, the page. */
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import type { Logger } from 'pino';
import { apiPage } from './api-page.ts';
import { openApiDocument } from './openapi-document.ts';
import { hasBody, type Operation, type RestServices } from './operation.ts';
import { API_ROOT, operations } from './operations.ts';
import { HttpProblem, PROBLEM_MEDIA_TYPE, problemOf } from './problem.ts';

export interface RestApiOptions {
  readonly services: RestServices;
  /** Largest request body, bytes. */
  readonly maxBodyBytes: number;
  readonly logger: Logger;
}

/** For the server's root: answers below `/api`, and at the operations' own root paths. */
export function restApi({ services, maxBodyBytes, logger }: RestApiOptions): RequestHandler {
  const router = Router();
  const api = Router();
  const readBody = express.json({ limit: maxBodyBytes });
  const document = openApiDocument(operations, services.version);
  const page = apiPage(operations, services.version);
  api.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  api.get('/', (_request, response) => void response.type('html').send(page));
  api.get('/openapi.json', (_request, response) => void response.json(document));
  for (const operation of operations) {
    const { textBody } = operation;
    const handlers = [
      ...(hasBody(operation) ? [refuseOtherBodies('application/json'), readBody] : []),
      ...(textBody === undefined
        ? []
        : [
            refuseOtherBodies(textBody.mediaType),
            express.text({ type: textBody.mediaType, limit: maxBodyBytes }),
          ]),
      handlerOf(operation, services),
    ];
    api[operation.method](routeOf(operation.path), ...handlers);
    if (operation.rootPath !== undefined) {
      router[operation.method](operation.rootPath, ...handlers);
    }
  }
  for (const [path, methods] of methodsByPath()) {
    api.all(routeOf(path), (request) => {
      throw new HttpProblem(405, `${request.method} is not for ${path}: it takes ${methods}.`);
    });
  }
  router.use(API_ROOT, api);
  router.use('/api', (request) => {
    throw new HttpProblem(
      404,
      `There is no ${request.originalUrl.split('?', 1)[0]}; ${API_ROOT} lists what there is.`,
    );
  });
  router.use(sendProblem(logger));
  return router;
}

/** Express's form of a path with its parts. */
function routeOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function methodsByPath(): Map<string, string> {
  const methods = new Map<string, string>();
  for (const { path, method } of operations) {
    const others = methods.get(path);
    const name = method.toUpperCase();
    methods.set(path, others === undefined ? name : `${others}, ${name}`);
  }
  return methods;
}

function handlerOf(operation: Operation, services: RestServices): RequestHandler {
  const { success } = operation;
  return async (request, response) => {
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    const call = { services, signal: leaving.signal };
    const result = await operation.run(inputOf(operation, request), call, response);
    switch (success.kind) {
      case 'json':
        response.status(success.status).json(result);
        return;
      case 'empty':
        response.status(success.status).end();
        return;
      case 'written':
        return;
    }
  };
}

/** What beside the path a request says; parts of the path can't be said twice. */
function inputOf(operation: Operation, request: Request): unknown {
  const beside: unknown = hasBody(operation) ? request.body : request.query;
  if (typeof beside !== 'object' || beside === null || Array.isArray(beside)) {
    throw new HttpProblem(400, 'The body is not a JSON object.');
  }
  const { textBody } = operation;
  return {
    ...beside,
    ...(textBody === undefined ? {} : { [textBody.name]: request.body }),
    ...request.params,
  };
}

function refuseOtherBodies(mediaType: string): RequestHandler {
  return (request, _response, next) => {
    if (!request.is(mediaType)) {
      throw new HttpProblem(415, `Send a body with Content-Type: ${mediaType}.`);
    }
    next();
  };
}

function sendProblem(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response: Response, _next) => {
    const problem = problemOf(error);
    const path = request.originalUrl;
    if (problem.status === 500) {
      logger.error({ err: error, path }, 'an operation failed');
    } else {
      logger.debug({ err: error, path }, 'an operation refused');
    }
    if (response.headersSent) {
      response.destroy();
    } else {
      response.status(problem.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
    }
  };
}
