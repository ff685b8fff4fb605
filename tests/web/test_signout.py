"""After leaving, a cookie that somebody kept opens nothing (W06, A13)."""

from tests.web_world import code_of, post, token_of


def signed_in(world, name: str):
    client = world.client()
    assert 303 == post(client, "/signin", code=code_of(name)).status_code
    return client


def leave(client) -> None:
    token = token_of(client, "/me")
    assert 303 == client.post("/signout", data={"csrf_token": token}).status_code


def test_w06_a_cookie_kept_from_before_the_sign_out_opens_nothing(world):
    client = signed_in(world, "un")
    kept = client.get_cookie("badger").value
    leave(client)
    thief = world.app.test_client()
    thief.set_cookie("badger", kept)
    assert "/signin" in thief.get("/me").location


def test_w06_after_leaving_the_code_opens_again(world):
    leave(signed_in(world, "un"))
    assert 200 == signed_in(world, "un").get("/me").status_code


def test_a13_the_sign_out_of_one_person_leaves_the_others_signed_in(world):
    other = signed_in(world, "deux")
    leave(signed_in(world, "un"))
    assert 200 == other.get("/me").status_code
