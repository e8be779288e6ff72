const lettersOf = (text: string): number =>
  text.replace(/&#?\w+;/g, '').replace(/[\s&<>"'\u00a0]/g, '').length

interface Contents {
  readonly html: string
  readonly text: string
}

/** Tells typing apart from an editor's own filling-in. */
export interface TypedText {
  /** The text as the editor holds it, once it has said so; what was typed by then is in it already. */
  filled(contents: Contents): void
  /** Whether this input is the person's; once it was, every later one is. */
  isTyped(input: Contents): boolean
}

/**
 * WeChat tells of its own filling-in as of typing, in HTML of its own, and a draft that was only looked at must not
 * count as changed. How it holds the text is known a moment after it is shown: until then more letters than stood there
 * are somebody's.
 */
export function createTypedText(initialHtml: string): TypedText {
  const letters = lettersOf(initialHtml.replace(/<[^>]*>/g, ''))
  let held: string | undefined
  // An editor that begins empty fills nothing in.
  let touched = initialHtml === ''
  const isMore = (text: string): boolean => lettersOf(text) > letters
  return {
    filled({ html, text }) {
      touched ||= isMore(text)
      held = html
    },
    isTyped({ html, text }) {
      touched ||= held === undefined ? isMore(text) : html !== held
      return touched
    },
  }
}
