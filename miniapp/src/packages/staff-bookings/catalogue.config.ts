export default definePageConfig({
  navigationBarTitleText: '办事指南',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
