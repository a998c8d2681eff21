// The one line by which a terminal tries the prediction server.

/** @param origin of the prediction server, e.g. `http://127.0.0.1:8100` */
export function curlLine(origin: string): string {
  return `curl -s -X POST ${origin}/predict -H 'content-type: application/json' -d '{"item_id": 1, "feature_value": 2.5}'`;
}
