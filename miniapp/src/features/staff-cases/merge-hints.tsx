import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useState } from 'react'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useSimilarCases, type useCaseAct } from './queries'

interface MergeHintsProps {
  readonly item: StaffOpinionView
  readonly act: ReturnType<typeof useCaseAct>
}

const SHOWN = 2

/** Cases that may be the same matter, each with why; a person decides, and whoever follows is kept. */
export function MergeHints({ item, act }: MergeHintsProps) {
  const query = useSimilarCases(item.abilities.merge ? item.id : undefined)
  const [hidden, setHidden] = useState<readonly string[]>([])
  const [chosen, setChosen] = useState<{ readonly id: string; readonly number: string }>()
  const likely = (query.data?.items ?? []).filter(({ id }) => !hidden.includes(id)).slice(0, SHOWN)
  if (likely.length === 0) return null
  const merge = () => {
    if (chosen === undefined) return
    act.mutate(
      { event: 'merge', version: item.version, intoId: chosen.id },
      {
        onSuccess: () => showToast(`已并入 ${chosen.number}`),
        onSettled: () => setChosen(undefined),
      },
    )
  }
  return (
    <>
      <SectionTitle title="可能是同一件事" />
      {likely.map(({ id, number, title, reason }) => (
        <Surface key={id} padded label={`可能和 ${number} 是同一件事`}>
          <Box className="case-title">{`${number} · ${title}`}</Box>
          <Box className="case-place">{reason}</Box>
          <Box className="case-acts">
            <Button kind="outline" small onTap={() => setChosen({ id, number })}>
              合并
            </Button>
            <Button kind="plain" small onTap={() => setHidden([...hidden, id])}>
              不是
            </Button>
          </Box>
        </Surface>
      ))}
      <ConfirmSheet
        open={chosen !== undefined}
        question={`并入 ${chosen?.number ?? ''} 一起办吗`}
        consequence="这一件到此为止，跟进的人转到那一件，有答复会通知他们"
        act="合并"
        busy={act.isPending ? '正在合并' : undefined}
        onCancel={() => setChosen(undefined)}
        onConfirm={merge}
      />
    </>
  )
}
