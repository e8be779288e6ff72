/** A sentence's words count, a sentence's end does not: `*` never reaches over one. */
const GAP = '[^，。！？；,.!?;\\n]{0,6}?'

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** One width, one case: what phrases are looked for in. */
export const readable = (text: string): string => text.normalize('NFKC').toLowerCase()

/** A phrase as a pattern over {@link readable} text; `*` stands for up to six characters of the same clause. */
export const phrasePattern = (phrase: string): RegExp =>
  new RegExp(phrase.toLowerCase().split('*').map(escaped).join(GAP), 'u')
