import { CaseFigures } from '@/features/case-figures/figures'

export default function CaseFiguresPage() {
  return <CaseFigures />
}
