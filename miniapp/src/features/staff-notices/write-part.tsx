import {
  disclosureClassLabel,
  disclosureClasses,
  noticeCategories,
  noticeCategoryLabel,
  noticeLimits,
  type DisclosureClass,
  type NoticeCategory,
} from '@linli/shared/notices/notices.rules'
import { dayOf, instantOf } from '@linli/shared/time'
import { Box } from '@/ui/box'
import { FieldError } from '@/ui/field-error'
import { FilterChips } from '@/ui/filter-chips'
import { PhotoGrid } from '@/ui/photo-grid'
import { PickerField } from '@/ui/picker-field'
import { RichTextEditor } from '@/ui/rich-text-editor'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import { TextField } from '@/ui/text-field'
import { AttachmentField } from './attachment-field'
import { FactsField } from './facts-field'
import type { NoticeEditorState } from './use-notice-editor'

const LAST_MINUTE = 24 * 60 - 1

function Files({ editor }: { readonly editor: NoticeEditorState }) {
  const { attachments, cover } = editor
  return (
    <Surface padded label="附件和封面">
      <Box className="notice-files__title">附件</Box>
      <AttachmentField
        id="attachmentIds"
        purpose="notice_attachment"
        uploads={attachments}
        error={editor.faults['attachmentIds']}
        add="加附件"
      />
      <Box className="notice-files__title">封面图</Box>
      <PhotoGrid
        photos={cover.items}
        max={1}
        onAdd={() => void cover.choosePhotos()}
        onRemove={cover.remove}
        onRetry={cover.retry}
      />
    </Surface>
  )
}

/** 写: title, category, facts, text, files, and what the notice asks of its readers. */
export function WritePart({ editor }: { readonly editor: NoticeEditorState }) {
  const { form, change, faults } = editor
  const disclosure = form.category === 'disclosure'
  return (
    <>
      <Surface padded>
        <TextField
          id="title"
          label="标题"
          maxLength={noticeLimits.title}
          placeholder="哪天、哪里、什么事"
          value={form.title}
          onChange={(title) => change({ title })}
          error={faults['title']}
        />
        <Box className="notice-files__title">类别</Box>
        <FilterChips
          label="类别"
          chips={noticeCategories.map((code) => ({ value: code, label: noticeCategoryLabel[code] }))}
          chosen={[form.category]}
          onChange={([value]) => {
            const category = value as NoticeCategory
            change({
              category,
              ...(category === 'disclosure' && { audience: { ...form.audience, visibility: 'public' } }),
            })
          }}
          wrap
          ticked
        />
        {disclosure && (
          <PickerField
            id="disclosureClass"
            label="公开类别"
            kind="list"
            value={form.disclosureClass ?? ''}
            placeholder="请选择"
            options={disclosureClasses.map((code) => ({ value: code, label: disclosureClassLabel[code] }))}
            onChange={(value) => change({ disclosureClass: value as DisclosureClass })}
            help="法律规定公开的七类事，每件至少公布 15 天"
            error={faults['disclosureClass']}
          />
        )}
        <FactsField facts={form.facts} error={faults['facts']} onChange={(facts) => change({ facts })} />
        <Box className="notice-text__title">正文</Box>
        <RichTextEditor
          id="notice-text"
          label="正文"
          initialHtml={form.html}
          placeholder="各位住户："
          onChange={(html) => change({ html })}
        />
        <FieldError id="html">{faults['html']}</FieldError>
        <TextField
          id="summary"
          label="一句话摘要"
          optional
          maxLength={noticeLimits.summary}
          value={form.summary}
          onChange={(summary) => change({ summary })}
          help="显示在列表和消息里"
          error={faults['summary']}
        />
      </Surface>
      <Files editor={editor} />
      <Surface>
        <SwitchRow
          title="需要确认知晓"
          detail="能看到哪一户还没有确认，只提醒他们"
          on={form.mustConfirm}
          onChange={(mustConfirm) => change({ mustConfirm })}
        />
        <SwitchRow
          title="不登录也能看"
          detail={disclosure ? '居务公开对所有人公开' : '可以转发给邻居。关掉后只有收到的住户能看'}
          on={form.audience.visibility === 'public'}
          disabled={disclosure}
          onChange={(open) =>
            change({ audience: { ...form.audience, visibility: open ? 'public' : 'addressed' } })
          }
        />
        <Box className="notice-expiry">
          <PickerField
            id="expiresAt"
            label="到期"
            optional
            kind="date"
            value={form.expiresAt === null ? '' : dayOf(new Date(form.expiresAt))}
            from={dayOf(new Date())}
            placeholder="不设到期"
            onChange={(day) =>
              change({ expiresAt: day === '' ? null : instantOf(day, LAST_MINUTE).toISOString() })
            }
            help="到期当天结束后移到“已结束”"
            error={faults['expiresAt']}
          />
        </Box>
      </Surface>
    </>
  )
}
