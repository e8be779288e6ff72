import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useState } from 'react'
import { CaseFilm } from '@/features/opinions/case-film'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { showToast } from '@/ui/toast'
import { useCaseAct } from './queries'

/** A film that somebody of the office looks at before the others may play it. */
export function FilmLook({ item }: { readonly item: StaffOpinionView }) {
  const act = useCaseAct(item.id)
  const [refusing, setRefusing] = useState(false)
  if (item.video === null) return null
  const decide = (usable: boolean) =>
    act.mutate(
      { event: 'lookVideo', version: item.version, usable },
      {
        onSuccess: () => showToast(usable ? '办理的人可以看这段视频了' : '视频已经删去'),
        onSettled: () => setRefusing(false),
      },
    )
  return (
    <>
      <CaseFilm film={item.video} />
      {act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
      {item.abilities.lookVideo && (
        <Box className="clip-field__acts">
          <Button small busy={act.isPending && '正在保存'} onTap={() => decide(true)}>
            已查看，可用
          </Button>
          <Button kind="outline" small onTap={() => setRefusing(true)}>
            不能用，删去
          </Button>
        </Box>
      )}
      <ConfirmSheet
        open={refusing}
        question="不用这段视频吗"
        consequence="视频马上不能再看，一天之内删去，找不回来。居民会看到社区没有留下它"
        act="不用，删去"
        danger
        busy={act.isPending ? '正在保存' : undefined}
        onConfirm={() => decide(false)}
        onCancel={() => setRefusing(false)}
      />
    </>
  )
}
