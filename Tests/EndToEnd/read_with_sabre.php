<?php
// Prints the meetups of a calendar as Nextcloud's parser reads them: FROM UNTIL < CALENDAR.

require 'Sabre/VObject/autoload.php';

// Version 2 leaves the backslash before commas and semicolons.
function text($property)
{
    return preg_replace('/\\\\([,;])/', '$1', (string) $property);
}

function meetup($event)
{
    $utc = new DateTimeZone('UTC');
    return [
        'start' => $event->DTSTART->getDateTime()->setTimezone($utc)->format('c'),
        'end' => $event->DTEND->getDateTime()->setTimezone($utc)->format('c'),
        'title' => text($event->SUMMARY),
        'text' => text($event->DESCRIPTION),
        'is_cancelled' => (string) $event->STATUS === 'CANCELLED',
    ];
}

$calendar = Sabre\VObject\Reader::read(stream_get_contents(STDIN));
$mistakes = array_column($calendar->validate(), 'message');
$calendar->expand(new DateTime($argv[1]), new DateTime($argv[2]));
$meetups = array_map('meetup', $calendar->select('VEVENT'));
echo json_encode(['mistakes' => $mistakes, 'meetups' => array_values($meetups)]);
