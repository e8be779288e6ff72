import { Parser } from 'htmlparser2'

export type XmlAttributes = Readonly<Record<string, string>>

export interface XmlHandler {
  /** Names come without their namespace prefix. */
  open?(name: string, attributes: XmlAttributes): void
  text?(text: string): void
  close?(name: string): void
}

export interface XmlFeed {
  write(chunk: string): void
  end(): void
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Reads XML as it arrives. Entities of a document type are not expanded, so none can be made to grow. */
export function feedXml(handler: XmlHandler): XmlFeed {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => handler.open?.(local(name), attributes),
      ontext: (text) => handler.text?.(text),
      onclosetag: (name) => handler.close?.(local(name)),
    },
    { xmlMode: true, decodeEntities: true },
  )
  return {
    write: (chunk) => parser.write(chunk),
    end: () => parser.end(),
  }
}

/** Reads a whole part; nothing happens when there is none. */
export async function readXml(part: AsyncIterable<string> | null, handler: XmlHandler): Promise<void> {
  if (!part) return
  const feed = feedXml(handler)
  for await (const chunk of part) feed.write(chunk)
  feed.end()
}

/** What ECMA-376 part 1 §22.9.2.19 writes as `_x000D_`. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text

/** The reverse of {@link unescapeText} for text that looks like such an escape. */
export const escapeText = (text: string): string =>
  text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/\r/g, '_x000D_')

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Text between tags and in attributes. */
export const xmlText = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
