import { importKindLabel, type ImportKind } from '@linli/shared/imports/imports.kinds'
import { useState } from 'react'
import { useDemoPeople } from '@/features/session/queries'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { OptionGroup } from '@/ui/option-group'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { formatLabel, offeredFormats, sampledKinds, saveSample, saveTemplate } from './list-files'
import { ProgressLine } from './progress-line'
import { useStartImport } from './use-start-import'

const details: Record<ImportKind, string> = {
  rooms: '小区、楼栋、房号、面积，最先导入',
  owners: '业主和份额，房屋导入以后',
  people: '家人、租户、照护人',
  tags: '给名册里已有的人加标签',
  staff: '给手机号授予角色，本人登录后生效',
}
const order: readonly ImportKind[] = ['rooms', 'owners', 'people', 'tags', 'staff']

/** In the demo: fictional rows to try a list with. */
function Samples({ kind }: { readonly kind: ImportKind }) {
  const isDemo = (useDemoPeople().data?.length ?? 0) > 0
  if (!isDemo || !sampledKinds.includes(kind)) return null
  return (
    <Box className="start-import__samples">
      <Box className="start-import__note">
        想先试一试？下载示例名册再导入：先导入示例房屋，再导入示例业主和住户。人和房屋都是虚构的
      </Box>
      <Box className="start-import__acts">
        {offeredFormats.map((format) => (
          <Button key={format} kind="plain" icon="download" onTap={() => void saveSample(kind, format)}>
            {`下载示例${importKindLabel[kind]}名册 ${formatLabel[format]}`}
          </Button>
        ))}
      </Box>
    </Box>
  )
}

interface StartImportProps {
  readonly communityId: string | undefined
  /** Staff lists are the head's alone. */
  readonly bringsStaff: boolean
}

/** Which list, its template, and the file. */
export function StartImportPart({ communityId, bringsStaff }: StartImportProps) {
  const [kind, setKind] = useState<ImportKind>('rooms')
  const start = useStartImport(communityId)
  const sending = start.progress !== undefined
  return (
    <>
      <SectionTitle title="导入哪一种名册" note="一次最多 20,000 行" />
      <Surface padded>
        <OptionGroup
          id="import-kind"
          label="导入哪一种名册"
          options={order.map((value) => ({
            value,
            title: importKindLabel[value],
            detail: details[value],
            ...(value === 'staff' && !bringsStaff && { refused: '由社区负责人导入' }),
          }))}
          chosen={[kind]}
          onChange={([value]) => setKind(order.find((one) => one === value) ?? kind)}
        />
        <Box className="start-import">
          {start.error !== undefined && (
            <Banner
              kind="alert"
              act={start.name === undefined ? undefined : '再试一次'}
              onAct={start.name === undefined ? undefined : start.retry}
            >
              {start.name === undefined ? start.error : `${start.name}：${start.error}`}
            </Banner>
          )}
          {sending && start.name !== undefined && (
            <ProgressLine words={`正在上传 ${start.name}`} share={start.progress ?? 0} />
          )}
          <Box className="start-import__acts">
            {offeredFormats.map((format) => (
              <Button
                key={format}
                kind="outline"
                icon="download"
                onTap={() => void saveTemplate(kind, format)}
              >
                {`${importKindLabel[kind]}模板 ${formatLabel[format]}`}
              </Button>
            ))}
            {sending ? (
              <Button kind="outline" onTap={start.stop}>
                停止上传
              </Button>
            ) : (
              <Button icon="upload" onTap={() => void start.choose(kind)}>
                {`选择${importKindLabel[kind]}文件`}
              </Button>
            )}
          </Box>
          <Samples kind={kind} />
          <Box className="start-import__note">
            先核对，再由您确认，确认以前名册不会改动。同一份文件传两次，第二次不会重复。
          </Box>
        </Box>
      </Surface>
    </>
  )
}
