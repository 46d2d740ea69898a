-- Salesforce's users under the names of its API: the reps whom deals name by id.
-- vendor: Salesforce
-- export: Data Loader > Export > User
-- cannot: the first day of a rep: the day the user was created stands for it
-- cannot: territories and teams: Department and Division stand for them where they are filled
-- input: rows
--   rep_id      text     needed key unique : Id
--   manager_id  text     needed            : ManagerId
--   active      flag     needed            : IsActive
--   name        text                       : Name
--   first_name  text                       : FirstName
--   last_name   text                       : LastName
--   email       text                       : Email
--   role        text                       : Title
--   team        text                       : Department
--   territory   text                       : Division
--   created     instant                    : CreatedDate
--   kind        text                       : UserType
--
-- Users of portals, and guests, are no reps: they are set aside.

-- name: reps
SELECT
    shop_id, rep_id, coalesce(name, nullif(concat_ws(' ', first_name, last_name), '')) AS name,
    nullif(lower(trim(email)), '') AS email_norm, manager_id, team, territory, role,
    created."local"::DATE AS start_date, active AS is_active, source_file, source_row
FROM rows
WHERE coalesce(kind, 'Standard') = 'Standard'

-- name: excluded
SELECT source_file, source_row, 'user of Salesforce who is no rep' AS reason
FROM rows
WHERE kind <> 'Standard'
