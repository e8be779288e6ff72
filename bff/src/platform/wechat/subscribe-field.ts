interface FieldRule {
  /** Most characters, as people count them. */
  readonly longest: number
  /** Characters WeChat does not take in this type. */
  readonly refused: RegExp
  /** An empty value makes WeChat refuse the whole message, so this stands in for it. */
  readonly placeholder: string
  /** Shows that something was cut off, where the type allows it. */
  readonly ellipsis: '…' | ''
}

const nothing = /(?!)/g

/** Field types of WeChat's subscribe-message templates with the limits of its documentation (2026-11). */
const rules = {
  thing: { longest: 20, refused: nothing, placeholder: '—', ellipsis: '…' },
  character_string: { longest: 32, refused: /[^\x20-\x7e]/g, placeholder: '-', ellipsis: '' },
  letter: { longest: 32, refused: /[^A-Za-z]/g, placeholder: 'A', ellipsis: '' },
  number: { longest: 32, refused: /[^\d.-]/g, placeholder: '0', ellipsis: '' },
  phrase: { longest: 5, refused: /[^\p{Script=Han}]/gu, placeholder: '无', ellipsis: '' },
  name: { longest: 10, refused: nothing, placeholder: '—', ellipsis: '' },
  time: { longest: 32, refused: nothing, placeholder: '—', ellipsis: '' },
  date: { longest: 32, refused: nothing, placeholder: '—', ellipsis: '' },
  phone_number: { longest: 17, refused: /[^\d+-]/g, placeholder: '-', ellipsis: '' },
} as const satisfies Record<string, FieldRule>

export type SubscribeFieldType = keyof typeof rules

/** Cuts a text so that WeChat accepts it: one line, only what the type takes, no longer than it allows, never empty. */
export function subscribeField(type: SubscribeFieldType, text: string): string {
  const { longest, refused, placeholder, ellipsis }: FieldRule = rules[type]
  const characters = [...text.replace(/\s+/g, ' ').replace(refused, '').trim()]
  if (characters.length === 0) return placeholder
  if (characters.length <= longest) return characters.join('')
  return characters.slice(0, longest - ellipsis.length).join('') + ellipsis
}

/** The type in a template's field name: `thing1` → `thing`. Null for a name no template can have. */
export function fieldTypeOf(fieldName: string): SubscribeFieldType | null {
  const type = /^([a-z_]+)\d+$/.exec(fieldName)?.[1]
  return type !== undefined && isFieldType(type) ? type : null
}

const isFieldType = (type: string): type is SubscribeFieldType => Object.hasOwn(rules, type)
