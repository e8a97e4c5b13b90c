-- Each request is an RSVP of another guest, to the meetups of the file in turn.
-- Arguments: the file with the meetups' ids, and a word, not a number, that makes the addresses of this run unique.

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
