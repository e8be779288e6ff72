import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { FieldError } from '@/ui/field-error'
import { FilterChips } from '@/ui/filter-chips'
import { QueryView } from '@/ui/query-view'
import { RoomTree } from '@/ui/room-tree'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { rootsOf } from './audience-roots'
import { useAudiencePreview, useAudienceTree } from './queries'
import type { NoticeEditorState } from './use-notice-editor'

interface AudiencePartProps {
  readonly editor: NoticeEditorState
  readonly communityId: string
}

function Channel({
  name,
  count,
  total,
}: {
  readonly name: string
  readonly count: number
  readonly total: number
}) {
  const share = total === 0 ? 0 : (count / total) * 100
  return (
    <Box className="channel">
      <Box className="channel__name">{name}</Box>
      <Box hidden className="channel__track">
        <Box className="channel__bar" style={{ width: `${share.toFixed(1)}%` }} />
      </Box>
      <Box className="channel__count">{String(count)}</Box>
    </Box>
  )
}

/** 发给谁: places and tags, with the head count that belongs to them now and how these households are reached. */
export function AudiencePart({ editor, communityId }: AudiencePartProps) {
  const { form, change, faults } = editor
  const { audience } = form
  const tree = useAudienceTree(communityId)
  const preview = useAudiencePreview(communityId, audience)
  const counted = preview.data
  return (
    <>
      <SectionTitle title="发给谁" />
      <QueryView query={tree}>
        {({ items, tags }) => (
          <Surface padded>
            <RoomTree
              id="audience"
              roots={rootsOf(items)}
              selected={new Set(audience.nodeIds)}
              onChange={(nodeIds) => change({ audience: { ...audience, nodeIds: [...nodeIds] } })}
            />
            <FieldError id="audience">
              {faults['audience'] ?? (audience.nodeIds.length === 0 ? '请选择发给谁' : undefined)}
            </FieldError>
            <Box className="notice-files__title">按标签缩小，不选就是所有人</Box>
            <FilterChips
              label="按标签缩小"
              chips={tags.map(({ code, label, persons }) => ({ value: code, label, count: persons }))}
              chosen={audience.tags}
              onChange={(chosen) => change({ audience: { ...audience, tags: [...chosen] } })}
              multiple
              wrap
              ticked
            />
          </Surface>
        )}
      </QueryView>
      {preview.error && <Banner kind="alert">{sentenceOf(preview.error)}</Banner>}
      {counted !== undefined && audience.nodeIds.length > 0 && (
        <Surface padded label="人数">
          <Box className="head-count" live="polite">
            <Box className="head-count__households">
              <Box as="span" className="head-count__number">
                {String(counted.households)}
              </Box>
              <Box as="span"> 户</Box>
            </Box>
            <Box className="head-count__persons">
              {preview.isPlaceholderData ? '是刚才的数，正在重新数' : `${counted.persons} 位居民`}
            </Box>
          </Box>
          <Box className="notice-files__title">怎么送到</Box>
          <Channel name="微信提醒" count={counted.byWechat} total={counted.households} />
          <Channel name="打开才看到" count={counted.byInbox} total={counted.households} />
          <Channel name="要上门告知" count={counted.byVisit} total={counted.households} />
          {counted.byVisit > 0 && (
            <Banner kind="wait">
              {`${counted.byVisit} 户没有注册${counted.visitAged80 > 0 ? `，其中 ${counted.visitAged80} 户有 80 岁以上老人` : ''}。发布后会列出上门名单`}
            </Banner>
          )}
        </Surface>
      )}
    </>
  )
}
