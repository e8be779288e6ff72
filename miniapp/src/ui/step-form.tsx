import { useEffect } from 'react'
import { noteNewScreen } from '@/platform/second-tap'
import { BottomBar } from './bottom-bar'
import { Box } from './box'
import { Button } from './button'
import { cls } from './class-names'
import { Icon } from './icon'
import { useStepStart } from './step-start'
import { Tap } from './tap'

interface StepsProps {
  /** Named by questions: 是什么事, 说一说, 在哪里. */
  readonly names: readonly string[]
  readonly current: number
  /** Steps before the current one can be opened again. */
  readonly onGo: (step: number) => void
}

function StepMark({ index, current }: { readonly index: number; readonly current: number }) {
  if (index < current) return <Icon name="check" size="xs" />
  return (
    <Box as="span" hidden className="steps__number">
      {String(index + 1)}
    </Box>
  )
}

/** Where the person is in a form of few steps. */
export function Steps({ names, current, onGo }: StepsProps) {
  const id = useStepStart(current)
  const where = `第 ${current + 1} 步，共 ${names.length} 步：${names[current] ?? ''}`
  return (
    <Box id={id} role="group" label={where} className="steps">
      {names.map((name, index) => (
        <Box key={name} className={cls('steps__step', index > 0 && 'steps__step--joined')}>
          {index < current ? (
            <Tap
              className="steps__name steps__name--done"
              label={`${name}，已填，点一下修改`}
              onTap={() => onGo(index)}
            >
              <StepMark index={index} current={current} />
              {name}
            </Tap>
          ) : (
            <Box className={cls('steps__name', index === current && 'steps__name--on')}>
              <StepMark index={index} current={current} />
              {name}
            </Box>
          )}
        </Box>
      ))}
    </Box>
  )
}

interface StepBarProps extends StepsProps {
  readonly onNext: () => void
  /** The act of the last step: `提交意见`. */
  readonly submit: string
  readonly busy?: string | undefined
}

/** 上一步 and 下一步：name; on the last step the act itself. Hand it to `Page` as `bar`. */
export function StepBar({ names, current, onGo, onNext, submit, busy }: StepBarProps) {
  const next = names[current + 1]
  useEffect(noteNewScreen, [current])
  return (
    <BottomBar>
      {current > 0 && (
        <Button kind="outline" narrow onTap={() => onGo(current - 1)}>
          上一步
        </Button>
      )}
      <Button busy={busy} onTap={onNext}>
        {next === undefined ? submit : `下一步：${next}`}
      </Button>
    </BottomBar>
  )
}
