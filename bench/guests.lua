-- Every request is another guest's RSVP, to one meetup after the other of those in the file.
-- Arguments: the file with the meetups' ids, and a word that makes the addresses this run's own: not a number.

local meetups = {}
local word
local count = 0

function init(arguments)
   for id in io.lines(arguments[1]) do meetups[#meetups + 1] = id end
   word = arguments[2]
   wrk.method = "POST"
   wrk.headers["Content-Type"] = "application/json"
end

function request()
   count = count + 1
   local path = "/api/v1/meetups/" .. meetups[count % #meetups + 1] .. "/rsvps"
   local body = '{"name": "Camille Dupont", "email": "camille.dupont.' .. count .. word .. '@example.org"}'
   return wrk.format(nil, path, nil, body)
end
