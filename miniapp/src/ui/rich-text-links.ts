export interface RichTextLink {
  readonly href: string
  readonly text: string
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}
const plain = (html: string) =>
  html.replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)

/**
 * The links of a sanitised text, in order and each once. WeChat opens no links, so they are shown below the
 * text to be copied.
 */
export function linksOf(html: string): RichTextLink[] {
  const found = new Map<string, string>()
  for (const [, href, text] of html.matchAll(/<a\s[^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi)) {
    if (href === undefined) continue
    const address = plain(href)
    if (!found.has(address)) found.set(address, plain(text ?? ''))
  }
  return [...found].map(([href, text]) => ({ href, text }))
}
