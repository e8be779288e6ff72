import type { FieldIssue } from '@linli/shared/errors'
import type { NoticeDraft } from '@linli/shared/notices/notices-desk.schema'
import type { Actor } from '../../platform/actor'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import { cleanHtml } from './notice-html'
import { searchTokens } from './notice-search'
import type { NoticeRow } from './notice.model'
import type { NoticeFiles, NoticeSpace } from './notices.ports'

/** The part of a notice its author writes. */
export type NoticeContent = Pick<
  NoticeRow,
  | 'title'
  | 'summary'
  | 'html'
  | 'links'
  | 'imageIds'
  | 'facts'
  | 'category'
  | 'disclosureClass'
  | 'audience'
  | 'mustConfirm'
  | 'expiresAt'
  | 'tokens'
>

/** Cleans and completes what was sent. Throws `validation_failed` with everything that does not fit together. */
export async function contentOf(
  draft: NoticeDraft,
  scope: Scope,
  space: NoticeSpace,
): Promise<NoticeContent> {
  const errors = [...disclosureIssues(draft), ...(await placeIssues(draft.audience, scope, space))]
  if (errors.length > 0) throw new AppError('validation_failed', { errors })
  const { html, links, imageIds, text } = cleanHtml(draft.html)
  const { title, summary, category, disclosureClass, mustConfirm, audience } = draft
  return {
    title,
    summary,
    html,
    links,
    imageIds,
    facts: draft.facts.map(({ label, value, phone }) => ({ label, value, ...(phone && { phone }) })),
    category,
    disclosureClass,
    audience: {
      visibility: audience.visibility,
      nodeIds: [...new Set(audience.nodeIds)],
      tags: [...new Set(audience.tags)],
    },
    mustConfirm,
    expiresAt: draft.expiresAt === null ? null : new Date(draft.expiresAt),
    tokens: searchTokens({ title, summary, text }),
  }
}

/** Places of another community, or of none, named one by one. */
export async function placeIssues(
  { nodeIds }: Pick<NoticeDraft['audience'], 'nodeIds'>,
  scope: Scope,
  space: NoticeSpace,
): Promise<FieldIssue[]> {
  const outside = new Set(await space.outside(scope, nodeIds))
  return nodeIds.flatMap((nodeId, index) =>
    outside.has(nodeId)
      ? [{ path: `body.audience.nodeIds.${index}`, message: '这个范围不在本社区，请重新选择' }]
      : [],
  )
}

function disclosureIssues({ category, disclosureClass, audience }: NoticeDraft): FieldIssue[] {
  const isDisclosure = category === 'disclosure'
  const issues: FieldIssue[] = []
  if (isDisclosure && disclosureClass === null)
    issues.push({ path: 'body.disclosureClass', message: '居务公开要选公开类别' })
  if (!isDisclosure && disclosureClass !== null)
    issues.push({ path: 'body.disclosureClass', message: '只有居务公开才选公开类别' })
  if (isDisclosure && audience.visibility !== 'public')
    issues.push({ path: 'body.audience.visibility', message: '居务公开要让所有人都能看到' })
  return issues
}

/**
 * Makes the files of a notice its own and lets go of those it no longer uses. Call it inside the unit of work
 * of the write that stores the references.
 */
export async function claimFiles(
  files: NoticeFiles,
  actor: Actor,
  notice: { readonly id: string; readonly communityId: string },
  wanted: {
    readonly coverId: string | null
    readonly attachmentIds: readonly string[]
    readonly imageIds: readonly string[]
  },
): Promise<Pick<NoticeRow, 'cover' | 'attachments'>> {
  const owner = { ownerType: 'notice', ownerId: notice.id, communityId: notice.communityId } as const
  const keep = async (
    purpose: 'notice_cover' | 'notice_attachment' | 'notice_image',
    field: string,
    ids: readonly string[],
  ) => {
    const unique = [...new Set(ids)]
    const refs = await files.claim(unique, { ...owner, purpose, field, accountId: actor.accountId })
    await files.releaseOthers(unique, { ...owner, purpose })
    return refs
  }
  const [cover = null] = await keep(
    'notice_cover',
    'coverId',
    wanted.coverId === null ? [] : [wanted.coverId],
  )
  const attachments = await keep('notice_attachment', 'attachmentIds', wanted.attachmentIds)
  await keep('notice_image', 'html', wanted.imageIds)
  return { cover, attachments }
}
