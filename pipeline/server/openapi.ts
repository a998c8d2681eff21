// The OpenAPI 3.1 description of the prediction server, made from the schemas that validate its requests.
import { z } from 'zod';
import {
  ENDPOINTS,
  errorResponseSchema,
  predictBodySchema,
  predictResponseSchema,
  statusResponseSchema,
  validationResponseSchema,
  type Endpoint,
} from '../../core/contract/predict.ts';

export const OPENAPI_VERSION = '3.1.0';

const SCHEMAS = {
  PredictRequest: predictBodySchema,
  PredictResponse: predictResponseSchema,
  StatusResponse: statusResponseSchema,
  ErrorResponse: errorResponseSchema,
  HTTPValidationError: validationResponseSchema,
} as const;
type SchemaName = keyof typeof SCHEMAS;

/** Statuses every prediction endpoint can answer with, beside 200. */
const PREDICT_ERRORS: Record<string, readonly [string, SchemaName]> = {
  '408': ['The request never finished arriving', 'ErrorResponse'],
  '413': ['The body is larger than 1 MiB', 'ErrorResponse'],
  '415': ['The body is not application/json', 'ErrorResponse'],
  '422': ['The body does not fit', 'HTTPValidationError'],
  '500': ['Inference failed', 'ErrorResponse'],
  '502': ['The fetch failed', 'ErrorResponse'],
  '503': ['The pool queue is full; see Retry-After', 'ErrorResponse'],
  '504': ['The fetch or the inference took too long', 'ErrorResponse'],
};

/** The document as a plain JSON object. */
export function openApiDocument(version: string): Record<string, unknown> {
  const schemas = Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => {
      const jsonSchema: Record<string, unknown> = {
        ...z.toJSONSchema(schema, { target: 'draft-2020-12' }),
      };
      delete jsonSchema['$schema'];
      return [name, jsonSchema];
    }),
  );
  return {
    openapi: OPENAPI_VERSION,
    info: {
      title: 'Loopscope prediction server',
      version,
      description:
        'The server under test. It listens on loopback only and is unauthenticated by design; requests must name it by an allowed Host.',
    },
    paths: Object.fromEntries(ENDPOINTS.map((endpoint) => [endpoint.path, pathItem(endpoint)])),
    components: { schemas },
  };
}

function pathItem(endpoint: Endpoint): Record<string, unknown> {
  const operation = {
    operationId: endpoint.path.slice(1).replaceAll(/\W/g, '_'),
    summary: endpoint.summary,
    ...(endpoint.method === 'POST'
      ? { requestBody: { required: true, ...content('PredictRequest') } }
      : {}),
    responses: responses(endpoint),
  };
  return { [endpoint.method.toLowerCase()]: operation };
}

function responses(endpoint: Endpoint): Record<string, unknown> {
  switch (endpoint.does) {
    case 'predict':
      return {
        '200': {
          description: 'The prediction',
          headers: HEADER_DOCS,
          ...content('PredictResponse'),
        },
        ...Object.fromEntries(
          Object.entries(PREDICT_ERRORS).map(([status, [description, schema]]) => [
            status,
            { description, ...content(schema) },
          ]),
        ),
      };
    case 'readyz':
      return {
        '200': { description: 'Ready', ...content('StatusResponse') },
        '503': { description: 'Not ready', ...content('ErrorResponse') },
      };
    case 'slow':
    case 'healthz':
      return { '200': { description: 'OK', ...content('StatusResponse') } };
    case 'openapi':
      return { '200': { description: 'OpenAPI document', content: { 'application/json': {} } } };
    case 'docs':
      return { '200': { description: 'Page', content: { 'text/html': {} } } };
  }
}

const HEADER_DOCS = {
  'Server-Timing': { description: 'Stages in ms (W3C Server Timing)', schema: { type: 'string' } },
  'x-request-id': { description: "The caller's id, or a new one", schema: { type: 'string' } },
};

function content(schema: SchemaName): Record<string, unknown> {
  return {
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}
