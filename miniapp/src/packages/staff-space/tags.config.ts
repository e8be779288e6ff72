export default definePageConfig({
  navigationBarTitleText: '标签目录',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
