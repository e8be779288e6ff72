import { auditExportPurposeLabel, type AuditExportPurpose } from '@linli/shared/audit/audit.kinds'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { FormatChoice, PurposeChoice } from '@/features/staff-lists/export-choice'
import { offeredFormats, save } from '@/features/staff-lists/list-files'
import { api } from '@/platform/api'
import { sentenceOf } from '@/platform/error-words'
import { useFormKey } from '@/platform/use-form-key'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'
import { showToast } from '@/ui/toast'
import type { TrailFilter } from './queries'

interface ExportTrailProps {
  readonly open: boolean
  readonly communityId: string | undefined
  /** What the page shows is what goes out. */
  readonly filter: TrailFilter
  readonly onClose: () => void
}

/** The trail as it is looked at, as a file. */
export function ExportTrail({ open, communityId, filter, onClose }: ExportTrailProps) {
  const [format, setFormat] = useState(offeredFormats[0] ?? 'xlsx')
  const [purpose, setPurpose] = useState<AuditExportPurpose>()
  const key = useFormKey()
  const begin = useMutation({
    mutationFn: (body: Parameters<typeof api.audit.export>[0]['body']) =>
      api.audit.export({ body }, { idempotencyKey: key.current() }),
  })
  const send = () => {
    if (communityId === undefined || purpose === undefined) return
    begin.mutate(
      { communityId, ...filter, format, purpose },
      {
        onSuccess: ({ address }) => {
          key.settle(null)
          onClose()
          showToast('正在下载，文件里标有您的姓名和时间')
          void save(address, `操作记录.${format}`)
        },
        onError: key.settle,
      },
    )
  }
  return (
    <Sheet
      open={open}
      title="导出操作记录"
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再想想
          </Button>
          <Button disabled={purpose === undefined} busy={begin.isPending && '正在准备'} onTap={send}>
            导出
          </Button>
        </>
      }
    >
      <Box className="trail-export">
        {begin.error && <Banner kind="alert">{sentenceOf(begin.error)}</Banner>}
        <Box className="trail-note">导出页面上正在看的这些记录，居民姓名都打了星号</Box>
        <FormatChoice format={format} onChange={setFormat} />
        <PurposeChoice
          id="trail-export-purpose"
          labels={auditExportPurposeLabel}
          purpose={purpose}
          onChange={setPurpose}
        />
        <Box className="trail-note">这次导出本身也会记入操作记录</Box>
      </Box>
    </Sheet>
  )
}
