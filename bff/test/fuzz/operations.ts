import type { JsonSchema } from './schema-values'

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema: JsonSchema
}
/** One operation of the document, as far as a request is made from it. */
export interface Operation {
  readonly id: string
  readonly tag: string
  readonly event: string
  readonly method: string
  readonly path: string
  readonly allow: unknown
  readonly parameters: readonly Parameter[]
  readonly bodyType: string | undefined
  readonly body: JsonSchema | undefined
  readonly statuses: readonly string[]
}
export interface ApiDocument {
  readonly paths: Record<string, Record<string, Record<string, unknown>>>
  readonly components: { readonly schemas: Record<string, JsonSchema> }
}

/** Every operation of `/openapi.json`. */
export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => {
      const [tag = '', event = ''] = String(operation['operationId']).split('.')
      const content = (
        operation['requestBody'] as { content?: Record<string, { schema: JsonSchema }> } | undefined
      )?.content
      const [bodyType, media] = Object.entries(content ?? {})[0] ?? []
      return {
        id: `${tag}.${event}`,
        tag,
        event,
        method: method.toUpperCase(),
        path,
        allow: operation['x-allow'],
        parameters: (operation['parameters'] as Parameter[] | undefined) ?? [],
        bodyType,
        body: media?.schema,
        statuses: Object.keys(operation['responses'] as object),
      }
    }),
  )
}
