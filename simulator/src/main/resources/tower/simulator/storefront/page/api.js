// The shop's own API. An error has a code that the dictionary knows, and what to do.

export class ShopError extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.code);
    this.code = problem.tower?.code ?? problem.code;
    this.shopCode = problem.code;
    this.detail = problem.detail ?? '';
    this.triesLeft = /tries left: (\d+)/.exec(problem.tower?.detail ?? '')?.[1];
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...options });
  } catch {
    throw new ShopError({ code: 'offline' });
  }
  const body = await response.json().catch(() => ({ code: 'offline' }));
  if (!response.ok) {
    throw new ShopError(body);
  }
  return body;
}

export const get = (path) => call(path, {});

export const post = (path, body, key) => call(path, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...(key ? { 'Idempotency-Key': key } : {}) },
  body: JSON.stringify(body ?? {}),
});

/** A name that nobody else uses. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
