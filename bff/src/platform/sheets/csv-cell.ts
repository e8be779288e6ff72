/**
 * A spreadsheet program computes what begins like this (CWE-1236), set for Chinese also the wide signs; an apostrophe before it makes it text again.
 * Apostrophes that stand there already get one more, so that reading gives back exactly what was written.
 */
const computed = /^'*[=+\-@\t\r\n＝＋－＠]/
const shielded = /^'+[=+\-@\t\r\n＝＋－＠]/

/** A cell of a text column as it is written. */
export const shieldCell = (text: string): string => (computed.test(text) ? `'${text}` : text)

/** The same cell as it was before. */
export const plainCell = (text: string): string => (shielded.test(text) ? text.slice(1) : text)

/** Characters no sheet can carry (XML 1.0 §2.2): controls but for tab and line breaks, and half a surrogate pair. */
const unwritable = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu

/** Text without what a sheet cannot carry. */
export const writable = (text: string): string => text.replace(unwritable, '')
