export default definePageConfig({
  navigationBarTitleText: '改办事指南',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
