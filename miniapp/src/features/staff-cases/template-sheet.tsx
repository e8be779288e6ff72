import { sentenceOf } from '@/platform/error-words'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { Sheet } from '@/ui/sheet'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useAddTemplate, useReplyTemplates } from './queries'

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
  const save = useAddTemplate(communityId)
  const draft = useDraft('reply-template', { title: '' })
  const { title } = draft.value
  const canKeep = keeps && written.trim().length >= TITLE_MIN
  const keep = () =>
    sendForm(
      save,
      { title: title.trim(), text: written.trim() },
      { forget: draft.clear, onSuccess: () => showToast('已存为模板') },
    )
  return (
    <Sheet open title="答复模板" onClose={onClose}>
      {save.error && <Banner kind="alert">{sentenceOf(save.error)}</Banner>}
      <QueryView query={query}>
        {({ items }) => (
          <OptionGroup
            id="reply-templates"
            label="答复模板"
            options={items.map((item, at) => ({ value: String(at), title: item.title, detail: item.text }))}
            chosen={[]}
            onChange={([value]) => {
              const found = items[Number(value)]
              if (found) onChoose(found.text)
            }}
          />
        )}
      </QueryView>
      {canKeep && (
        <Box>
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
