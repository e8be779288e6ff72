/** What GeoReport v2 answers, before it becomes JSON or XML: text, numbers, nothing, lists and objects of them. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value }

/** XML 1.0 cannot carry these, escaped or not; no screen shows them either. */
export const unspeakable = new RegExp(
  String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]`,
  'gu',
)
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string =>
  text.replaceAll(unspeakable, '').replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** What the rows of a list inside are called: `attributes` holds `attribute`. */
type Inner = Readonly<Record<string, string>>

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'

/** What is null is an empty element, as the specification has it. */
function element(name: string, value: Value, inner: Inner): string {
  if (value === null || value === '' || (isList(value) && value.length === 0)) return `<${name}/>`
  if (isList(value))
    return `<${name}>${value.map((one) => element(inner[name] ?? 'item', one, inner)).join('')}</${name}>`
  if (typeof value === 'object') return `<${name}>${fieldsOf(value, inner)}</${name}>`
  return `<${name}>${escaped(String(value))}</${name}>`
}

const fieldsOf = (row: { readonly [name: string]: Value }, inner: Inner): string =>
  Object.entries(row)
    .map(([name, value]) => element(name, value, inner))
    .join('')

/** A document of rows: `<services><service>…`. */
export const xmlList = (root: string, row: string, rows: readonly Value[], inner: Inner = {}): string =>
  `${HEAD}<${root}>${rows.map((one) => element(row, one, inner)).join('')}</${root}>`

/** A document of one thing: `<service_definition>…`. */
export const xmlThing = (
  root: string,
  thing: { readonly [name: string]: Value },
  inner: Inner = {},
): string => `${HEAD}<${root}>${fieldsOf(thing, inner)}</${root}>`

const isList = (value: Value): value is readonly Value[] => Array.isArray(value)
