import type { ReplyTemplate } from '@linli/shared/opinions/reply-templates'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { Sheet } from '@/ui/sheet'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useChangeTemplates, useReplyTemplates } from './template-queries'
import './staff-cases.scss'

interface TemplateSheetProps {
  readonly communityId: string
  /** What stands in the box now; it can be kept as a template. */
  readonly written: string
  /** The office keeps the list; an organisation only uses it. */
  readonly keeps: boolean
  readonly onChoose: (text: string) => void
  readonly onClose: () => void
}

const TITLE_MIN = 2

/** What is answered often: choosing puts it into the box, where a person fills in who and when. */
export function TemplateSheet({ communityId, written, keeps, onChoose, onClose }: TemplateSheetProps) {
  const query = useReplyTemplates(communityId)
  const { save, overtaken } = useChangeTemplates(communityId)
  const draft = useDraft('reply-template', { title: '' })
  const [sorting, setSorting] = useState(false)
  const [leaving, setLeaving] = useState<ReplyTemplate>()
  const { title } = draft.value
  const canKeep = keeps && written.trim().length >= TITLE_MIN
  const keep = () =>
    sendForm(
      save,
      { act: 'add', item: { title: title.trim(), text: written.trim() } },
      { forget: draft.clear, onSuccess: () => showToast('已存为模板') },
    )
  const remove = (item: ReplyTemplate) =>
    save.mutate(
      { act: 'remove', item },
      { onSuccess: () => showToast('模板已删除'), onSettled: () => setLeaving(undefined) },
    )
  const failure =
    save.error &&
    (overtaken === undefined
      ? `${sentenceOf(save.error)}。您写的内容还在`
      : `${overtaken}，下面已是最新的。您写的还在，核对后请再点一次`)
  if (leaving !== undefined)
    return (
      <ConfirmSheet
        open
        question={`删除模板“${leaving.title}”吗`}
        consequence="社区的同事都不能再选它。已经发出的答复不受影响"
        act="删除"
        danger
        busy={save.isPending ? '正在删除' : undefined}
        onConfirm={() => remove(leaving)}
        onCancel={() => setLeaving(undefined)}
      />
    )
  return (
    <Sheet open title="答复模板" onClose={onClose}>
      {failure && <Banner kind={overtaken === undefined ? 'alert' : 'wait'}>{failure}</Banner>}
      <QueryView query={query}>
        {({ items }) =>
          sorting ? (
            <Box className="template-sheet__list">
              {items.map((item) => (
                <Button key={`${item.title}:${item.text}`} kind="danger" onTap={() => setLeaving(item)}>
                  {`删除“${item.title}”`}
                </Button>
              ))}
            </Box>
          ) : (
            <OptionGroup
              id="reply-templates"
              label="答复模板"
              options={items.map((item, at) => ({
                value: String(at),
                title: item.title,
                detail: item.text,
              }))}
              chosen={[]}
              onChange={([value]) => {
                const found = items[Number(value)]
                if (found) onChoose(found.text)
              }}
            />
          )
        }
      </QueryView>
      {keeps && (
        <Button kind="plain" onTap={() => setSorting(!sorting)}>
          {sorting ? '回到选模板' : '整理模板'}
        </Button>
      )}
      {canKeep && !sorting && (
        <Box className="template-sheet__list">
          <TextField
            id="template-title"
            label="把现在写的存成模板，起个名字"
            maxLength={20}
            value={title}
            onChange={(value) => draft.change({ title: value })}
          />
          <Button
            kind="outline"
            disabled={title.trim().length < TITLE_MIN}
            busy={save.isPending && '正在保存'}
            onTap={keep}
          >
            存为模板
          </Button>
        </Box>
      )}
    </Sheet>
  )
}
