import {
  correctionFieldLabel,
  correctionRefusalLabel,
  correctionRefusals,
  type CorrectionRefusal,
} from '@linli/shared/privacy/privacy.kinds'
import type { OpenedCorrectionView } from '@linli/shared/privacy/corrections.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { InfoList } from '@/ui/info-list'
import { OptionGroup } from '@/ui/option-group'
import { Sheet } from '@/ui/sheet'
import { TextField } from '@/ui/text-field'
import { useDecideCorrection } from './queries'

interface CorrectionSheetProps {
  readonly opened: OpenedCorrectionView
  readonly onClose: () => void
}

function Refusal({
  reason,
  text,
  onReason,
  onText,
}: {
  readonly reason: CorrectionRefusal | undefined
  readonly text: string
  readonly onReason: (reason: CorrectionRefusal | undefined) => void
  readonly onText: (text: string) => void
}) {
  return (
    <>
      <OptionGroup
        id="refusal-reason"
        label="为什么不改"
        options={correctionRefusals.map((value) => ({ value, title: correctionRefusalLabel[value] }))}
        chosen={reason === undefined ? [] : [reason]}
        onChange={([value]) => onReason(correctionRefusals.find((one) => one === value))}
      />
      <TextField
        id="refusal-text"
        label="对居民说明"
        optional={reason !== 'other'}
        help="居民会看到这句话"
        lines={2}
        maxLength={200}
        value={text}
        onChange={onText}
      />
    </>
  )
}

/** What stands on the roll beside what it should be; the office agrees, or says why not. */
export function CorrectionSheet({ opened, onClose }: CorrectionSheetProps) {
  const { correction, name, before, after, note } = opened
  const decide = useDecideCorrection()
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState<CorrectionRefusal>()
  const [text, setText] = useState('')
  const ready = reason !== undefined && (reason !== 'other' || text.trim() !== '')
  const refuse = () => {
    if (reason !== undefined && ready)
      decide.mutate({ act: 'refuse', id: correction.id, reason, text: text.trim() }, { onSuccess: onClose })
  }
  return (
    <Sheet
      open
      title={`更正${correctionFieldLabel[correction.field]}`}
      onClose={onClose}
      acts={
        refusing ? (
          <>
            <Button kind="outline" onTap={() => setRefusing(false)}>
              返回
            </Button>
            <Button
              id="refuse-correction"
              kind="danger-main"
              disabled={!ready}
              busy={decide.isPending && '正在答复'}
              onTap={refuse}
            >
              不改并答复
            </Button>
          </>
        ) : (
          <>
            <Button kind="outline" onTap={() => setRefusing(true)}>
              不改
            </Button>
            <Button
              id="accept-correction"
              busy={decide.isPending && '正在改'}
              onTap={() => decide.mutate({ act: 'accept', id: correction.id }, { onSuccess: onClose })}
            >
              {correction.field === 'other' ? '已经改好' : '改成这样'}
            </Button>
          </>
        )
      }
    >
      {decide.error && <Banner kind="alert">{sentenceOf(decide.error)}</Banner>}
      <InfoList
        facts={[
          { name: '居民', value: `${name}，${correction.where}` },
          ...(correction.field === 'other' ? [] : [{ name: '名册上是', value: before ?? '没有登记' }]),
          { name: '应该是', value: after, strong: true },
          ...(note === '' ? [] : [{ name: '居民的说明', value: note }]),
        ]}
      />
      {refusing && <Refusal reason={reason} text={text} onReason={setReason} onText={setText} />}
    </Sheet>
  )
}
