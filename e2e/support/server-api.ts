/** The server's API as another program calls it: tRPC over plain HTTP. */

async function unwrap(response: Response): Promise<unknown> {
  const body: { result?: { data?: unknown }; error?: { message: string } } = await response.json();
  if (body.error) {
    throw new Error(body.error.message);
  }
  return body.result?.data;
}

export async function query<T>(url: string, procedure: string, input?: unknown): Promise<T> {
  const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return (await unwrap(await fetch(`${url}/trpc/${procedure}${search}`))) as T;
}

export async function mutate<T>(url: string, procedure: string, input: unknown): Promise<T> {
  const response = await fetch(`${url}/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  return (await unwrap(response)) as T;
}
