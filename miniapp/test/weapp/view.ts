import type { RawNode, Templates } from './wxml'

/** A rendered node with its way up. */
export interface ViewNode {
  readonly tag: string
  readonly attr: Readonly<Record<string, unknown>>
  readonly children: readonly (ViewNode | string)[]
  readonly parent: ViewNode | undefined
}

/** Taro nests a component of its own where templates may not nest any deeper. */
const NESTED = 'wx-comp'

/** Builds the tree a phone would show from a page's data. */
export function renderView(templates: Templates, route: string, data: unknown): ViewNode {
  return grow(templates, templates.render(route, JSON.stringify(data)), undefined)
}

function grow(templates: Templates, raw: RawNode, parent: ViewNode | undefined): ViewNode {
  const children: (ViewNode | string)[] = []
  const node: ViewNode = { tag: raw.tag, attr: raw.attr ?? {}, children, parent }
  const inner =
    raw.tag === NESTED ? templates.render('comp', JSON.stringify(raw.attr)).children : raw.children
  for (const child of inner) children.push(typeof child === 'string' ? child : grow(templates, child, node))
  return node
}

/** Every node, from the top down. */
export function* nodesOf(node: ViewNode): Generator<ViewNode> {
  yield node
  for (const child of node.children) if (typeof child !== 'string') yield* nodesOf(child)
}

/** Nodes that the page's own selectors reach: not those inside nested components. */
export function* nodesInScope(node: ViewNode): Generator<ViewNode> {
  yield node
  if (node.tag === NESTED) return
  for (const child of node.children) if (typeof child !== 'string') yield* nodesInScope(child)
}

/** Whether `outer` is the node itself or above it. */
export function isWithin(node: ViewNode, outer: ViewNode): boolean {
  for (let at: ViewNode | undefined = node; at !== undefined; at = at.parent) if (at === outer) return true
  return false
}

/** An attribute as text; empty when it is none. */
export function attrOf(node: ViewNode, name: string): string {
  const value = node.attr[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** What can be read under a node; a field shows its value or its placeholder. */
export function textOf(node: ViewNode | string): string {
  if (typeof node === 'string') return node
  if (node.tag === 'wx-input' || node.tag === 'wx-textarea') {
    return attrOf(node, 'value') || attrOf(node, 'placeholder')
  }
  if (node.tag === 'wx-rich-text') return attrOf(node, 'nodes').replace(/<[^>]*>/g, '')
  return node.children.map(textOf).join('')
}

/** What a screen reader says for a node. */
export const nameOf = (node: ViewNode): string => attrOf(node, 'ariaLabel') || textOf(node)

export const hasClass = (node: ViewNode, name: string): boolean =>
  attrOf(node, 'class').split(/\s+/).includes(name)

/** Whether a simple selector, `#id` or `.class`, means this node. */
export const fits = (node: ViewNode, selector: string): boolean =>
  selector.startsWith('#') ? node.attr.id === selector.slice(1) : hasClass(node, selector.slice(1))
