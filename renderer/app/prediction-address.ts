// Where requests from outside go, and a line for a shell that sends one.

/** @param origin `http://127.0.0.1:<port>` of the prediction server */
export function predictUrl(origin: string): string {
  return `${origin}/predict`;
}

/** One request with a body that the server accepts; quoted for POSIX shells. */
export function curlLine(origin: string): string {
  return `curl -X POST ${predictUrl(origin)} -H 'content-type: application/json' -d '{"item_id": 1, "feature_value": 0.5}'`;
}
