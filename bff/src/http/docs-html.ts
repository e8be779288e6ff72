import type { OpenApiDocument, OpenApiOperation } from './openapi'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema: unknown
  readonly description?: string
}
interface Content {
  readonly schema?: unknown
  readonly example?: unknown
}
interface Response {
  readonly description: string
  readonly content?: Readonly<Record<string, Content>>
}
interface Details {
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> }
  readonly responses: Readonly<Record<string, Response | { readonly $ref: string }>>
}

type SharedResponses = OpenApiDocument['components']['responses']

/** A response written out, or the shared one it refers to. */
function resolve(response: Response | { readonly $ref: string }, shared: SharedResponses): Response {
  if (!('$ref' in response)) return response
  return shared[response.$ref.split('/').at(-1) ?? ''] as unknown as Response
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const safe = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')
const json = (value: unknown): string => `<pre>${safe(JSON.stringify(value, null, 2))}</pre>`
const fold = (title: string, content: string): string =>
  `<details><summary>${safe(title)}</summary>${content}</details>`

const style = `
:root { color-scheme: light dark; --line: #8884; --quiet: #8881; }
body { font: 16px/1.6 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", sans-serif; margin: 0 auto; max-width: 960px; padding: 24px; }
h1 { font-size: 28px; } h2 { font-size: 22px; margin-top: 48px; border-bottom: 1px solid var(--line); padding-bottom: 8px; }
article { border: 1px solid var(--line); border-radius: 8px; margin: 12px 0; padding: 12px 16px; }
article > p { margin: 4px 0; } h3 { font-size: 16px; margin: 0; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.method { display: inline-block; min-width: 64px; font-weight: 700; }
pre { background: var(--quiet); border-radius: 6px; padding: 12px; overflow: auto; font-size: 13px; max-height: 420px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; } td, th { border-bottom: 1px solid var(--line); padding: 4px 8px; text-align: left; vertical-align: top; }
nav a { margin-right: 12px; } summary { cursor: pointer; padding: 4px 0; }
`

/** The documentation as one page without scripts, fonts or anything else from elsewhere. */
export function docsHtml(document: OpenApiDocument): string {
  const chapters = document.tags.map(({ name, description }) => {
    const articles = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, operation]) => operation.tags.includes(name))
        .map(([method, operation]) => article(method, path, operation, document.components.responses)),
    )
    return `<section id="${safe(name)}"><h2>${safe(name)}</h2><p>${safe(description)}</p>${articles.join('')}</section>`
  })
  const links = document.tags.map(({ name }) => `<a href="#${safe(name)}">${safe(name)}</a>`)
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) =>
    fold(name, json(schema)),
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Linli API</title><style>${style}</style></head><body><main>
<h1>Linli API ${safe(document.info.version)}</h1><p>${safe(document.info.description)}</p>
<p>For programs: <a href="/openapi.json">openapi.json</a></p>
<nav aria-label="Chapters">${links.join('')}<a href="#schemas">schemas</a></nav>
${chapters.join('\n')}
<section id="schemas"><h2>schemas</h2>${schemas.join('')}</section>
</main></body></html>`
}

function article(method: string, path: string, operation: OpenApiOperation, shared: SharedResponses): string {
  const { description = '', parameters = [], requestBody, responses } = operation as unknown as Details
  const parts = [
    `<h3><span class="method">${method.toUpperCase()}</span> ${safe(path)}</h3>`,
    `<p>${safe(operation.summary)}</p><p>${safe(description)}</p>`,
    parameters.length > 0 ? fold('Parameters', parameterTable(parameters)) : '',
    ...Object.entries(requestBody?.content ?? {}).map(([type, content]) =>
      fold(`Body (${type})`, contentHtml(content)),
    ),
    ...Object.entries(responses).map(([status, response]) => responseHtml(status, resolve(response, shared))),
  ]
  return `<article id="${safe(operation.operationId)}">${parts.join('')}</article>`
}

function parameterTable(parameters: readonly Parameter[]): string {
  const rows = parameters.map(
    ({ name, in: place, required, schema, description = '' }) =>
      `<tr><td><code>${safe(name)}</code></td><td>${safe(place)}${required ? ', required' : ''}</td><td>${safe(description)} <code>${safe(JSON.stringify(schema))}</code></td></tr>`,
  )
  return `<table><thead><tr><th>Name</th><th>Where</th><th>What</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function responseHtml(status: string, { description, content = {} }: Response): string {
  const contents = Object.values(content).map(contentHtml).join('')
  return contents === ''
    ? `<p>${safe(status)}: ${safe(description)}</p>`
    : fold(`${status}: ${description}`, contents)
}

function contentHtml({ schema, example }: Content): string {
  const shown = example === undefined ? '' : `<p>Example</p>${json(example)}`
  return `${shown}<p>Schema</p>${json(schema)}`
}
