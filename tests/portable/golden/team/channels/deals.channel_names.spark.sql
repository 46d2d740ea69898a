SELECT
  channel_key AS id,
  channel AS written,
  COUNT(*) AS deals
FROM deal_channels
WHERE
  NOT channel_key IS NULL
GROUP BY
  channel_key,
  channel
ORDER BY
  channel_key NULLS LAST,
  deals DESC,
  channel NULLS LAST
