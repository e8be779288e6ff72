import type { FieldIssue } from '@linli/shared/errors'
import type { NoticeDraft, StaffNoticeView } from '@linli/shared/notices/notices-desk.schema'

/** What an editor changes; files are kept apart because they arrive one by one. */
export type NoticeForm = Omit<NoticeDraft, 'coverId' | 'attachmentIds'>

/** A new notice: addressed to the whole community, to be read by its people. */
export const newForm = (communityNodeId: string): NoticeForm => ({
  title: '',
  summary: '',
  html: '',
  category: 'service',
  disclosureClass: null,
  facts: [
    { label: '时间', value: '' },
    { label: '范围', value: '' },
    { label: '联系人', value: '' },
  ],
  audience: { visibility: 'public', nodeIds: [communityNodeId], tags: [] },
  mustConfirm: false,
  expiresAt: null,
})

/** A stored notice, opened again. */
export const formOf = (notice: StaffNoticeView): NoticeForm => ({
  title: notice.title,
  summary: notice.summary,
  html: notice.html,
  category: notice.category,
  disclosureClass: notice.disclosureClass,
  facts: notice.facts,
  audience: notice.audience,
  mustConfirm: notice.mustConfirm,
  expiresAt: notice.expiresAt,
})

const TITLE_MIN = 2

/** The server keeps a draft as soon as it has a title and an audience; until then it lives on this device. */
export const isStorable = (form: NoticeForm): boolean =>
  form.title.trim().length >= TITLE_MIN && form.audience.nodeIds.length > 0

/** What is sent: empty lines of the facts are left out, texts trimmed. */
export function draftOf(
  form: NoticeForm,
  coverId: string | null,
  attachmentIds: readonly string[],
): NoticeDraft {
  return {
    ...form,
    title: form.title.trim(),
    summary: form.summary.trim(),
    disclosureClass: form.category === 'disclosure' ? form.disclosureClass : null,
    facts: form.facts
      .filter(({ value }) => value.trim() !== '')
      .map(({ label, value, phone }) => ({
        label: label.trim(),
        value: value.trim(),
        ...(phone !== undefined && phone.trim() !== '' && { phone: phone.trim() }),
      })),
    coverId,
    attachmentIds: [...attachmentIds],
  }
}

/** Issues by their first part: `body.facts.1.value` is a fault of the facts. */
export function issuesByField(issues: readonly FieldIssue[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const { path, message } of issues) {
    const field = path.replace(/^body\./, '').split('.')[0] ?? ''
    found[field] ??= message
  }
  return found
}
