import type { ExportView, ProofView } from '@linli/shared/privacy/privacy.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { fileUrl } from '@/platform/client-name'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { saveFile } from '@/platform/save-file'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { focusField } from '@/ui/focus'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { codeFault, ProofPart } from './proof-part'
import { useAskExport, useExports } from './queries'

const CODE = 'export-code'
const day = (iso: string): string => dayText(dayOf(new Date(iso)), dayOf(new Date()))

function ExportRow({ item }: { readonly item: ExportView }) {
  const [failed, setFailed] = useState(false)
  const title = `${day(item.requestedAt)} 的数据`
  if (item.status === 'waiting')
    return <ListRow icon="history" title={title} detail="正在整理，约 1 分钟，好了会发消息给您" />
  if (item.status === 'failed')
    return <ListRow icon="warning" title={title} detail="没有整理好，请再导出一次" />
  if (item.url === null) return <ListRow icon="document" title={title} detail="已过下载时间" />
  const { url } = item
  return (
    <ListRow
      icon="download"
      title={title}
      detail={
        failed
          ? '没有下载成功，点一下再试'
          : `点一下下载，保留到 ${item.until === null ? '' : day(item.until)}`
      }
      label={`下载 ${title}`}
      onTap={() => void saveFile(fileUrl(url), '我的数据.zip').then((saved) => setFailed(!saved))}
    />
  )
}

/** 带走我的数据: one file with everything, for keeping or for another service. */
export function ExportsPart({ proof, perDay }: { readonly proof: ProofView; readonly perDay: number }) {
  const exports = useExports().data ?? []
  const ask = useAskExport()
  const [code, setCode] = useState('')
  const [checked, setChecked] = useState(false)
  const waiting = exports.some((item) => item.status === 'waiting')
  const submit = () => {
    setChecked(true)
    if (codeFault(proof.needed, code) !== undefined) return focusField(CODE)
    ask.mutate(proof.needed ? code : undefined)
  }
  return (
    <>
      <SectionTitle title="带走一份" note={`一天最多 ${perDay} 次`} />
      <Surface padded className="privacy__form">
        <Box as="p" className="privacy__words">
          把上面的全部信息装进一个压缩包：一个表格可以自己看，一个数据文件可以交给别的软件用。里面有完整的号码，请收好
        </Box>
        <ProofPart
          id={CODE}
          proof={proof}
          code={code}
          onCode={(next) => {
            forgetEnd(ask)
            setCode(next)
          }}
          checked={checked}
          refusal={ask.error}
        />
        {ask.error !== null && !proof.needed && <Banner kind="alert">{sentenceOf(ask.error)}</Banner>}
        <Button id="export-data" busy={(ask.isPending || waiting) && '正在整理'} onTap={submit}>
          导出我的数据
        </Button>
      </Surface>
      {exports.length > 0 && (
        <Surface label="导出的文件">
          {exports.map((item) => (
            <ExportRow key={item.id} item={item} />
          ))}
        </Surface>
      )}
    </>
  )
}
