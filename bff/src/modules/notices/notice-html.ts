import sanitizeHtml from 'sanitize-html'

/** How an own image stands in stored text. A signed address would be dead after ten minutes. */
const OWN_IMAGE = 'linli-file:'
/** Only the id survives of an image's address, so the host in front of it cannot matter. */
const imageAddress =
  /^(?:linli-file:|(?:https?:\/\/[^/?#]+)?\/api\/v1\/files\/)(fil_[1-9A-HJ-NP-Za-km-z]{16,24})(?:\/(?:view|thumb)(?:[?#].*)?)?$/
const storedImage = /src="linli-file:(fil_[1-9A-HJ-NP-Za-km-z]{16,24})"/g
const anchor = /<a href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
}

export interface CleanHtml {
  readonly html: string
  /** Links in order of appearance: inside WeChat they are shown, not opened. */
  readonly links: { text: string; url: string }[]
  /** Own images in order of appearance, each once. */
  readonly imageIds: string[]
  /** The text alone, for searching. */
  readonly text: string
}

/** What a notice may contain: the structure of a letter, no looks of its own, no code, no foreign images. */
const rules: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'h2', 'h3', 'h4', 'blockquote', 'ul', 'ol', 'li'],
    ...['strong', 'b', 'em', 'i', 'u', 's', 'a', 'img'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: {
    a: ['href', 'rel'],
    img: ['src', 'alt'],
    th: ['colspan', 'rowspan'],
    td: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['http', 'https', 'tel'],
  allowedSchemesByTag: { img: [OWN_IMAGE.slice(0, -1)] },
  allowProtocolRelative: false,
  nestingLimit: 30,
  transformTags: {
    // Editors write a line as a div and a headline as h1; the page's own headline is the only h1.
    div: 'p',
    h1: 'h2',
    a: (tagName, attribs) => ({
      tagName,
      attribs: {
        ...(attribs.href ? { href: attribs.href.trim() } : {}),
        rel: 'noopener noreferrer nofollow',
      },
    }),
    img: (tagName, attribs) => {
      const id = imageAddress.exec(attribs.src ?? '')?.[1]
      const own: sanitizeHtml.Attributes = {}
      if (id) Object.assign(own, { src: `${OWN_IMAGE}${id}`, alt: (attribs.alt ?? '').slice(0, 100) })
      return { tagName, attribs: own }
    },
  },
  exclusiveFilter: (frame) =>
    (frame.tag === 'img' && !frame.attribs.src) ||
    (frame.tag === 'a' && frame.text.trim() === '' && frame.mediaChildren.length === 0),
}

const decode = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|amp);/g, (name) => entities[name] ?? name)
const textOf = (html: string): string =>
  decode(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()

/**
 * Cleans what an editor sent. Done once when it is written, never when it is read: 100 KB take a tenth of a
 * second of the event loop.
 */
export function cleanHtml(raw: string): CleanHtml {
  const html = sanitizeHtml(raw, rules).trim()
  const links = [...html.matchAll(anchor)].map(([, url = '', inner = '']) => ({
    text: textOf(inner).slice(0, 100),
    url: decode(url),
  }))
  const imageIds = [...new Set([...html.matchAll(storedImage)].map(([, id = '']) => id))]
  return { html, links, imageIds, text: textOf(html) }
}

/** The stored text with working addresses for its own images. */
export function withImageUrls(html: string, urlOf: (fileId: string) => string): string {
  return html.replace(storedImage, (_, id: string) => `src="${urlOf(id).replaceAll('&', '&amp;')}"`)
}
