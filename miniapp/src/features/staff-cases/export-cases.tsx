import {
  caseExportPurposeLabel,
  caseExportPurposes,
  type CaseExportPurpose,
} from '@linli/shared/opinions/desk.kinds'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { formatLabel, offeredFormats, save } from '@/features/staff-lists/list-files'
import { api } from '@/platform/api'
import { sentenceOf } from '@/platform/error-words'
import { useFormKey } from '@/platform/use-form-key'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { OptionGroup } from '@/ui/option-group'
import { SegmentedControl } from '@/ui/segmented-control'
import { SwitchRow } from '@/ui/switch-row'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import type { CaseLook } from './case-look'
import { caseFilters } from './filters'

interface ExportCasesProps {
  readonly communityId: string
  readonly look: CaseLook
  /** Doors and numbers in full are the head's alone. */
  readonly mayUnmask: boolean
  readonly onClose: () => void
}

/** The list as it is looked at, as a file: what for is asked first and goes on record. */
export function ExportCases({ communityId, look, mayUnmask, onClose }: ExportCasesProps) {
  const [format, setFormat] = useState(offeredFormats[0] ?? 'xlsx')
  const [purpose, setPurpose] = useState<CaseExportPurpose>()
  const [masked, setMasked] = useState(true)
  const [tried, setTried] = useState(false)
  const key = useFormKey()
  const begin = useMutation({
    mutationFn: (chosen: CaseExportPurpose) =>
      api.caseDesk.exportList(
        { body: { communityId, ...look, format, purpose: chosen, masked } },
        { idempotencyKey: key.current() },
      ),
  })
  const send = () => {
    setTried(true)
    if (purpose === undefined) return
    begin.mutate(purpose, {
      onSuccess: ({ address }) => {
        key.settle(null)
        onClose()
        showToast('正在下载，文件里标有您的姓名和时间')
        void save(address, `办件清单.${format}`)
      },
      onError: key.settle,
    })
  }
  return (
    <ActSheet
      title={`导出“${caseFilters.find(({ value }) => value === look.filter)?.label ?? ''}”的办件`}
      send="导出"
      busy={begin.isPending}
      onSend={send}
      onClose={onClose}
    >
      {begin.error && <Banner kind="alert">{sentenceOf(begin.error)}</Banner>}
      {offeredFormats.length > 1 && (
        <SegmentedControl
          label="文件格式"
          segments={offeredFormats.map((value) => ({ value, label: formatLabel[value] }))}
          value={format}
          onChange={(value) => setFormat(offeredFormats.find((one) => one === value) ?? format)}
        />
      )}
      <SwitchRow
        title="隐去门牌和号码"
        detail={mayUnmask ? '完整的清单只在确有需要时导出' : '完整的清单由社区负责人导出'}
        on={masked}
        disabled={!mayUnmask}
        onChange={setMasked}
      />
      {tried && purpose === undefined && <Banner kind="wait">请选择导出的用途</Banner>}
      <OptionGroup
        id="case-export-purpose"
        label="导出的用途"
        asked
        options={caseExportPurposes.map((value) => ({ value, title: caseExportPurposeLabel[value] }))}
        chosen={purpose === undefined ? [] : [purpose]}
        onChange={([value]) => setPurpose(caseExportPurposes.find((one) => one === value))}
      />
      <Box className="case-copy">这次导出会记入操作记录，居务监督可以查到。</Box>
    </ActSheet>
  )
}
