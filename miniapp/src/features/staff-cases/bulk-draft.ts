import type { BulkAct, BulkPreviewView } from '@linli/shared/opinions/desk.schema'
import type { BulkRun } from './bulk-queries'

export type BulkKind = 'accept' | 'dispatch' | 'urgent' | 'reply'

/** The acts that can be done to many at once, in the order of a working day. */
export const bulkKinds: readonly {
  readonly kind: BulkKind
  readonly label: string
  readonly done: string
}[] = [
  { kind: 'accept', label: '受理', done: '受理' },
  { kind: 'dispatch', label: '派单', done: '派出' },
  { kind: 'urgent', label: '标为紧急', done: '标为紧急' },
  { kind: 'reply', label: '同样的答复', done: '答复' },
]

export interface BulkDraft {
  readonly leadKey: string
  readonly instruction: string
  readonly text: string
  /** What somebody wrote for an organisation to read, by case. */
  readonly copies: Readonly<Record<string, string>>
}
export const emptyBulk: BulkDraft = { leadKey: '', instruction: '', text: '', copies: {} }

/** The act as it is sent, or what is still missing in one sentence. */
export function bulkActOf(
  kind: BulkKind,
  { leadKey, instruction, text }: Omit<BulkDraft, 'copies'>,
): BulkAct | string {
  const words = text.trim()
  switch (kind) {
    case 'accept':
      return { kind }
    case 'dispatch':
      return leadKey === '' ? '请选择由谁主办' : { kind, leadKey, instruction: instruction.trim() }
    case 'urgent':
      return words.length < 2 ? '请写几个字说明为什么急' : { kind, urgent: true, reason: words }
    case 'reply':
      return words.length < 2 ? '请先写答复' : { kind, text: words }
  }
}

/** The copies of cases that have not gone out: what is written there stays until it has. */
export const copiesLeft = (
  copies: BulkDraft['copies'],
  sent: readonly { readonly id: string }[],
): BulkDraft['copies'] =>
  Object.fromEntries(Object.entries(copies).filter(([id]) => !sent.some((item) => item.id === id)))

/** What goes out: the cases that will change, an organisation's in the copies a person has read. */
export const bulkItemsOf = (
  lines: readonly BulkPreviewView[],
  copies: Readonly<Record<string, string>>,
): BulkRun['items'] =>
  lines
    .filter(({ will }) => will)
    .map(({ id, version, copyText }) => ({
      ...{ id, version },
      ...(copyText !== null && { copyText: (copies[id] ?? copyText).trim() }),
    }))
