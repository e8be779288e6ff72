export default definePageConfig({
  navigationBarTitleText: '统计里的办件',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
