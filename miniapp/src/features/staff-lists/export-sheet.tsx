import {
  exportPurposeLabel,
  importKindLabel,
  importKinds,
  type ExportPurpose,
  type ImportFormat,
  type ImportKind,
} from '@linli/shared/imports/imports.kinds'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { useFormKey } from '@/platform/use-form-key'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { PickerField } from '@/ui/picker-field'
import { Sheet } from '@/ui/sheet'
import { SwitchRow } from '@/ui/switch-row'
import { showToast } from '@/ui/toast'
import { FormatChoice, PurposeChoice } from './export-choice'
import { save } from './list-files'
import { useBeginExport } from './queries'

interface ExportSheetProps {
  readonly open: boolean
  readonly communityId: string | undefined
  /** Names and numbers in full are the head's alone. */
  readonly mayUnmask: boolean
  readonly onClose: () => void
}

/** Which list goes out, how much of it, and what for. */
export function ExportSheet({ open, communityId, mayUnmask, onClose }: ExportSheetProps) {
  const begin = useBeginExport()
  const [kind, setKind] = useState<ImportKind>('owners')
  const [format, setFormat] = useState<ImportFormat>('xlsx')
  const [masked, setMasked] = useState(true)
  const [purpose, setPurpose] = useState<ExportPurpose>()
  const key = useFormKey()

  const send = () => {
    if (communityId === undefined || purpose === undefined) return
    begin.mutate(
      { communityId, kind, format, purpose, masked, idempotencyKey: key.current() },
      {
        onSuccess: ({ address }) => {
          key.settle(null)
          onClose()
          showToast('正在下载，文件里标有您的姓名和时间')
          void save(address, `${importKindLabel[kind]}名册.${format}`)
        },
        onError: key.settle,
      },
    )
  }

  return (
    <Sheet
      open={open}
      title="导出名册"
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再想想
          </Button>
          <Button disabled={purpose === undefined} busy={begin.isPending && '正在准备'} onTap={send}>
            {`导出${importKindLabel[kind]}`}
          </Button>
        </>
      }
    >
      <Box className="export-sheet">
        {begin.error && <Banner kind="alert">{sentenceOf(begin.error)}</Banner>}
        <PickerField
          id="export-kind"
          label="导出哪一种"
          kind="list"
          value={kind}
          options={importKinds
            .filter((value) => mayUnmask || value !== 'staff')
            .map((value) => ({ value, label: importKindLabel[value] }))}
          onChange={(value) => setKind(importKinds.find((one) => one === value) ?? kind)}
        />
        <FormatChoice format={format} onChange={setFormat} />
        <SwitchRow
          title="姓名和号码打星号"
          detail={mayUnmask ? '完整的名册只在确有需要时导出' : '完整的名册由社区负责人导出'}
          on={masked}
          disabled={!mayUnmask}
          onChange={setMasked}
        />
        <PurposeChoice
          id="export-purpose"
          labels={exportPurposeLabel}
          purpose={purpose}
          onChange={setPurpose}
        />
        <Box className="export-sheet__note">这次导出会记入操作记录，居务监督可以查到。</Box>
      </Box>
    </Sheet>
  )
}
