import { reasonOf, type Callbacks } from './wx-answer'

interface Run {
  readonly text: string
  readonly bold: boolean
}
interface Line {
  readonly block: string
  readonly runs: readonly Run[]
}

/** Names `EditorContext.format` documents and this stand-in models, with the values each takes. */
const formats: Readonly<Record<string, RegExp>> = {
  bold: /^$/,
  header: /^([1-6]|[hH][1-6])$/,
  list: /^(ordered|bullet)$/,
}
/** Tags `setContents` keeps; of every other one only the text stays. */
const blocks: Readonly<Record<string, string>> = {
  ...{ p: 'p', div: 'p', li: 'bullet' },
  ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, tag])),
}
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ' }
const unescaped = (text: string) => text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const lengthOf = (line: Line) => line.runs.reduce((sum, { text }) => sum + text.length, 0)

/** Reads HTML as far as WeChat's editor does. */
function linesOf(html: string): Line[] {
  const lines: { block: string; runs: Run[] }[] = []
  let bold = 0
  let list = 'bullet'
  let open = false
  const current = () => {
    const last = lines.at(-1)
    if (open && last !== undefined) return last
    const made = { block: 'p', runs: [] }
    lines.push(made)
    open = true
    return made
  }
  for (const [, close, tag, text] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>|([^<]+)/gi)) {
    const name = tag?.toLowerCase()
    if (text !== undefined) {
      if (open || text.trim() !== '') current().runs.push({ text: unescaped(text), bold: bold > 0 })
    } else if (name === 'strong' || name === 'b') bold += close === '' ? 1 : -1
    else if (name === 'ol' || name === 'ul') list = name === 'ol' ? 'ordered' : 'bullet'
    else if (name !== undefined && name in blocks) {
      open = false
      if (close === '') {
        lines.push({ block: name === 'li' ? list : (blocks[name] ?? 'p'), runs: [] })
        open = true
      }
    }
  }
  return lines.length === 0 ? [{ block: 'p', runs: [] }] : lines
}

/**
 * WeChat's `<editor>`: keeps lines and runs, writes the HTML of its own dialect (`wx:nodeid` on every tag),
 * and tells of each change, also of one that `setContents` made.
 */
export class EditorModel {
  private lines: readonly Line[] = linesOf('')
  private bold = false
  private history: (readonly Line[])[] = []

  /** @param tell fires an event of the component; @param fault takes what WeChat does not document */
  constructor(
    private readonly tell: (type: string, detail: Readonly<Record<string, unknown>>) => void,
    private readonly fault: (what: string) => void,
  ) {}

  /** What stands in it: HTML, plain text and Quill's delta. */
  get contents() {
    let nodeId = 0
    const tag = (name: string, inner: string) => `<${name} wx:nodeid="${++nodeId}">${inner}</${name}>`
    const inner = (line: Line) =>
      lengthOf(line) === 0
        ? '<br>'
        : line.runs.map(({ text, bold }) => (bold ? tag('strong', escaped(text)) : escaped(text))).join('')
    let html = ''
    this.lines.forEach((line, index) => {
      const list = { bullet: 'ul', ordered: 'ol' }[line.block]
      if (list === undefined) html += tag(line.block, inner(line))
      else {
        if (this.lines[index - 1]?.block !== line.block) html += `<${list}>`
        html += tag('li', inner(line))
        if (this.lines[index + 1]?.block !== line.block) html += `</${list}>`
      }
    })
    const text = this.lines.map(({ runs }) => `${runs.map((run) => run.text).join('')}\n`).join('')
    return { html, text, delta: { ops: [{ insert: text }] } }
  }

  private change(lines: readonly Line[]): void {
    this.history.push(this.lines)
    this.lines = lines
    setImmediate(() => this.tell('input', this.contents))
  }

  /** The person types at the end; a line break begins a new line of the same list, or a paragraph. */
  type(text: string): void {
    let lines = this.lines
    text.split('\n').forEach((part, index) => {
      const last = lines.at(-1) ?? { block: 'p', runs: [] }
      const block = ['bullet', 'ordered'].includes(last.block) ? last.block : 'p'
      if (index > 0) lines = [...lines, { block, runs: [] }]
      const at = lines.at(-1) ?? last
      if (part !== '')
        lines = [...lines.slice(0, -1), { ...at, runs: [...at.runs, { text: part, bold: this.bold }] }]
    })
    this.change(lines)
  }

  /** What `createSelectorQuery().select(…).context()` hands over. */
  readonly context = {
    setContents: (options: Callbacks & { readonly html?: string }) =>
      this.act('setContents', options, () => this.change(linesOf(options.html ?? ''))),
    getContents: (options: Callbacks) => this.act('getContents', options, () => this.contents),
    clear: (options?: Callbacks) => this.act('clear', options, () => this.change(linesOf(''))),
    undo: (options?: Callbacks) => this.act('undo', options, () => this.undo()),
    format: (name: string, value?: string) => this.format(name, value),
    blur: (options?: Callbacks) => this.act('blur', options, () => undefined),
  }

  private act(name: string, options: Callbacks | undefined, work: () => unknown): void {
    setImmediate(() => {
      try {
        const result = { errMsg: `${name}:ok`, ...(work() as object | undefined) }
        options?.success?.(result)
        options?.complete?.(result)
      } catch (error) {
        this.fault(reasonOf(error))
      }
    })
  }

  private undo(): void {
    const before = this.history.pop()
    if (before === undefined) return
    this.lines = before
    this.tell('input', this.contents)
  }

  /** Applies to what is typed next (bold) or to the line at the end (header, list); a second time takes it off. */
  private format(name: string, value: string | undefined): void {
    if (!formats[name]?.test(String(value ?? ''))) {
      this.fault(`EditorContext.format knows no ${name} ${String(value)}`)
      return
    }
    if (name === 'bold') this.bold = !this.bold
    else {
      const block = name === 'header' ? `h${String(value).replace(/\D/g, '')}` : String(value)
      const last = this.lines.at(-1) ?? { block: 'p', runs: [] }
      this.change([...this.lines.slice(0, -1), { ...last, block: last.block === block ? 'p' : block }])
    }
    const block = this.lines.at(-1)?.block ?? 'p'
    setImmediate(() =>
      this.tell('statuschange', {
        ...(this.bold && { bold: 'strong' }),
        ...(/^h\d$/.test(block) && { header: Number(block.slice(1)) }),
        ...(['bullet', 'ordered'].includes(block) && { list: block }),
      }),
    )
  }
}
