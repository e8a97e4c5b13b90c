"""Guests of meetups."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guest:
    """A guest who sends RSVPs in a browser and reads emails."""

    name: str
    companions: int = 0

    @property
    def address(self):
        return f"{self.name.lower()}@example.net"

    def answer(self, visitor, meetup, language="en"):
        """Sends the form on the meetup's page."""
        return visitor.post(
            f"/{language}/meetups/{meetup}/rsvps",
            name=self.name, email=self.address, companions=self.companions,
        )

    def press_the_button(self, visitor, mail):
        """Follows the link in the email and presses the only button there."""
        page = visitor.get(mail.wait(self.address, "confirm").path).page
        (action,) = page.actions
        return visitor.post(action)

    def come(self, visitor, mail, meetup, becomes="going", language="en"):
        """Sends an RSVP and confirms it; returns the email about the outcome."""
        assert self.answer(visitor, meetup, language).status == 303
        assert self.press_the_button(visitor, mail).status == 303
        return mail.wait(self.address, becomes)

    def cancel(self, visitor, mail, kind="going"):
        """Follows the link in the email about the outcome and presses the button that cancels."""
        manage = mail.wait(self.address, kind).path
        page = visitor.get(manage).page
        (action,) = [action for action in page.actions if action.endswith("/cancel")]
        return visitor.post(action)

    def rank(self, visitor, mail):
        """Returns the place in line that the guest's own page shows."""
        text = visitor.get(mail.wait(self.address, "waiting").path).page.text
        return int("".join(filter(str.isdigit, text.split("You’re number", 1)[1].split()[0])))

    def press_again(self, visitor, mail):
        """Presses the button if it is still there; otherwise returns the page."""
        page = visitor.get(mail.wait(self.address, "confirm").path)
        return visitor.post(page.page.actions[0]) if page.page.actions else page
